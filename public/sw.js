// Keeps the application on the device, all files of one version or none.
//
// The room's program and the door, which signs people in, are always kept: an adviser opens them
// without a network. The others are kept where somebody opens them: the follow-up and the referrals,
// one with the other, for the day without a network; the supervisor's, which need the server to be of
// use, so that the next time they come at once. A tablet on a bad line does not fetch them for nobody.
//
// - Install: fetches every file of the room and the door into a cache of this version's own, and those
//   of the other programs where the version in use has them. That version and its cache are not touched.
// - Activate: happens when no page of the version before is open, or when the person agreed and
//   the page sent {type: 'activate'}. Only then are the caches of other versions deleted.
// - A page whose program runs sends {type: 'keep'}: what is missing of that program is kept. With
//   a `path`, that of another program's page: an adviser's first one asks for the others.
// - A page that is left leaves the key of the device's store for the one that comes after it, and a page
//   that locks the device has all others lock themselves: {type: 'hold'}, 'key?', 'lock'.
// - Fetch: the shells and the files of this version come from the cache. What the server must
//   answer itself is left alone.

const VERSION = '%%version%%';
const PREFIX = 'passerelle-';
const CACHE = PREFIX + VERSION;
const ROOM = { shell: '/', files: %%kept.room%% };
// What these share with the room is kept there.
const DOOR = { shell: '/connexion', also: ['/verrou'], files: %%kept.door%% };
const FOLLOW_UP = { shell: '/parcours', files: %%kept.follow_up%% };
// So are what stays to be checked and the page of the device itself.
const REFERRALS = { shell: '/orientation', also: ['/a-verifier', '/appareil'], files: %%kept.referrals%% };
// The adviser's own times are its pages too.
const DESK = { shell: '/suivi', also: ['/mes-creneaux', '/design'], files: %%kept.desk%% };
const STEERING = {
  shell: '/suivi/chiffres',
  also: ['/suivi/bilan', '/suivi/dispositifs', '/suivi/partenaires', '/suivi/envois'],
  files: %%kept.steering%%,
};
const SETTINGS = { shell: '/suivi/comptes', also: ['/suivi/appareils', '/suivi/centres'], files: %%kept.settings%% };
// The narrower address first.
const OTHERS = [DOOR, FOLLOW_UP, REFERRALS, STEERING, SETTINGS, DESK];
// From the first install on.
const ALWAYS = [ROOM, DOOR];
// A person's file leads from one to the other and back.
const TOGETHER = [FOLLOW_UP, REFERRALS];
const FILES = [ROOM, ...OTHERS].flatMap(({ files }) => files);

// Never answered from here: data, the pages of signatories and partners, of new passwords, and the server's own.
const SERVER_ONLY = ['/api/', '/r/', '/s/', '/p/', '/mot-de-passe/', '/agenda/', '/healthz', '/readyz', '/metrics', '/sw.js'];

// The key of a store, between the page that was left and the one that comes after it: in memory, and for
// no longer than a page takes to load on a bad day.
const HELD_FOR = 60_000;
const ANSWERED_WITHIN = 500;
let held;
let dropping;

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') {
    event.waitUntil(self.skipWaiting());
  } else if (event.data?.type === 'hold') {
    hold(event.data.held);
  } else if (event.data?.type === 'key?') {
    event.waitUntil(giveKey(event));
  } else if (event.data?.type === 'lock') {
    event.waitUntil(lockAll(event.source));
  } else if (event.data?.type === 'keep') {
    const path = event.data.path ?? new URL(event.source.url).pathname;
    event.waitUntil(keepWithOthers(programOf(path)));
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (['/r', '/s', '/niveau'].includes(url.pathname) || SERVER_ONLY.some((start) => url.pathname.startsWith(start))) return;
  if (request.mode === 'navigate') {
    event.respondWith(kept(programOf(url.pathname).shell, request));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(kept(url.pathname, request));
  }
});

function hold(key) {
  held = key;
  clearTimeout(dropping);
  dropping = setTimeout(() => (held = undefined), HELD_FOR);
}

// For the page that asks: what the page before it left, or what another page of the same person has.
async function giveKey({ data: { user }, source, ports: [port] }) {
  if (held?.user === user) {
    port.postMessage(held);
    held = undefined;
    return;
  }
  const others = (await pages()).filter(({ id }) => id !== source.id);
  // The first who has it: a page that knows nothing of keys does not answer.
  port.postMessage(await Promise.any(others.map((page) => keyOf(page, user))).catch(() => undefined));
}

function keyOf(page, user) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data ? resolve(data) : reject());
    setTimeout(reject, ANSWERED_WITHIN);
    page.postMessage({ type: 'key?', user }, [port2]);
  });
}

async function lockAll(source) {
  held = undefined;
  for (const page of await pages()) if (page.id !== source?.id) page.postMessage({ type: 'lock' });
}

function pages() {
  return self.clients.matchAll({ type: 'window', includeUncontrolled: true });
}

async function install() {
  for (const program of ALWAYS) await keep(program);
  for (const program of OTHERS) {
    if (await isKeptByAnother(program)) await keepWithOthers(program);
  }
}

async function activate() {
  await Promise.all((await otherCaches()).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The program that shows the page at a path.
function programOf(path) {
  const isBelow = (start) => path === start || path.startsWith(`${start}/`);
  return OTHERS.find(({ shell, also = [] }) => [shell, ...also].some(isBelow)) ?? ROOM;
}

// Keeps all of a program or nothing. The shell is put in last: where it is, all the rest is.
async function keep({ shell, files }) {
  const cache = await caches.open(CACHE);
  if (await cache.match(shell)) return;
  // It is fetched first, past the browser's own cache: a server that is being updated may answer
  // with another version's shell. Then nothing is kept, and the browser tries again later.
  const page = await fetch(shell, { cache: 'reload' });
  if (!page.ok) throw new Error(`${shell}: ${page.status}`);
  const text = await page.clone().text();
  if (!text.includes(`content="${VERSION}"`)) throw new Error(`${shell}: another version`);
  // Keeps all of them or none.
  await cache.addAll(files.map(request));
  await cache.put(shell, page);
}

// For what comes from the server where it is not kept: then it is kept another time.
async function keepIfPossible(program) {
  try {
    await keep(program);
  } catch (error) {
    console.warn('not kept', error);
  }
}

// A program, and those that are of use with it only.
async function keepWithOthers(program) {
  const programs = TOGETHER.includes(program) ? TOGETHER : [program];
  for (const one of programs) await keepIfPossible(one);
}

// Whether a program is kept in another version: the one in use while this one is being installed.
async function isKeptByAnother({ shell }) {
  const names = await otherCaches();
  const found = await Promise.all(names.map((cacheName) => caches.match(shell, { cacheName })));
  return found.some(Boolean);
}

async function otherCaches() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}

// Files with a hash in their name never change; the others must come from the server.
function request(path) {
  const hashed = path.startsWith('/pkg/') || path.startsWith('/assets/');
  return new Request(path, { cache: hashed ? 'default' : 'reload' });
}

async function kept(path, asked) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(path);
  return found ?? fetch(asked);
}
