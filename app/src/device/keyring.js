// The key of the device's store, from page to page. It is only ever in memory: of a page, of the page
// that comes after it, and in between, for at most a minute, of the service worker. The pages lock
// themselves: when nobody is there, when the lease has ended, when the clock was set back, at will.

const IDLE = 5 * 60_000;
// A clock is set right by some minutes now and then; further back it is no longer believed.
const SET_BACK = 5 * 60_000;
const LOOK_EVERY = 5_000;
// On a bad line it takes minutes to keep what a room without a network needs.
const INSTALLED_WITHIN = 10 * 60_000;
// Time to begin with it.
const BEGUN_WITHIN = 10_000;
const LOOK_FOR_WORKER_EVERY = 200;
const ANSWER_PATIENCE = 2_000;
const LAST_WORDS = 400;
const SEEN = 'passerelle.seen';
const DOOR = '/verrou';

const container = navigator.serviceWorker;
let registration;
let mine;
let seen = Date.now();

const ready = container?.ready.then((it) => (registration = it));

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const within = (patience, promise) => Promise.race([promise, pause(patience)]);

// One question to one who may answer.
function question(to, message) {
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  to.postMessage(message, [port2]);
  return within(ANSWER_PATIENCE, answered);
}

// Gives [key, until]; nothing where no page before this one and none beside it has the key.
export async function ask(user) {
  if (mine?.user === user) return [mine.key, mine.until];
  if (!container) return;
  const found = await within(ANSWER_PATIENCE, ready);
  if (!found?.active) return;
  const given = await question(found.active, { type: 'key?', user });
  if (!given) return;
  hold(given);
  // By the time it comes the device may have to be locked.
  look();
  return mine && [mine.key, mine.until];
}

// Takes the key for this page and the ones after it. Says whether there is somebody to hand it on.
export async function put(user, key, until) {
  note();
  hold({ user, key, until });
  return Boolean(container) && isInstalled();
}

// Waits for the service worker, which is there once it has fetched what it keeps; not where none is on its way.
async function isInstalled() {
  for (let waited = 0; waited < INSTALLED_WITHIN; waited += LOOK_FOR_WORKER_EVERY) {
    const { active, installing, waiting } = (await container.getRegistration()) ?? {};
    if (active) return true;
    if (!installing && !waiting && waited > BEGUN_WITHIN) return false;
    await pause(LOOK_FOR_WORKER_EVERY);
  }
  return false;
}

function hold(held) {
  mine = held;
  // A page that holds a lock is not kept aside when it is left, with all that it knows.
  navigator.locks?.request('passerelle.open', { mode: 'shared' }, () => new Promise(() => {}));
}

// Locks every page of this browser.
export function lock() {
  lockOthers();
  leave();
}

// Lets go of the key in every page; this one is left by whoever calls.
export function forget() {
  lockOthers();
  mine = undefined;
}

const lockOthers = () => ready?.then(({ active }) => active?.postMessage({ type: 'lock' }));

// Leaves for the door. Whoever has something to put away is given a moment.
async function leave() {
  if (location.pathname === DOOR) return void (mine = undefined);
  const lastWords = [];
  if (mine) dispatchEvent(new CustomEvent('passerelle:lock', { detail: lastWords }));
  mine = undefined;
  await within(LAST_WORDS, Promise.allSettled(lastWords));
  location.replace(`${DOOR}?retour=${encodeURIComponent(location.pathname)}`);
}

function note() {
  seen = Date.now();
  try {
    // For the other pages: who works in one is there for all.
    localStorage.setItem(SEEN, seen);
  } catch {
    // Full or refused: then each page counts for itself.
  }
}

function lastSeen() {
  try {
    return Math.max(seen, Number(localStorage.getItem(SEEN)) || 0);
  } catch {
    return seen;
  }
}

function look() {
  if (!mine) return;
  const now = Date.now();
  const last = lastSeen();
  if (now - last > IDLE || now < last - SET_BACK || now > mine.until) lock();
}

for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
  addEventListener(
    event,
    () => {
      // Somebody who comes back after the time finds the door, not the page.
      look();
      if (mine) note();
    },
    { capture: true, passive: true },
  );
}
document.addEventListener('visibilitychange', look);
setInterval(look, LOOK_EVERY);

addEventListener('pagehide', () => {
  if (mine) registration?.active?.postMessage({ type: 'hold', held: mine });
  mine = undefined;
});
addEventListener('pageshow', ({ persisted }) => {
  // Kept aside all the same: what it shows may have been locked since.
  if (persisted) location.reload();
});

container?.addEventListener('message', ({ data, ports: [port] }) => {
  if (data?.type === 'key?') port.postMessage(mine?.user === data.user ? mine : undefined);
  else if (data?.type === 'lock' && mine) leave();
});
container?.startMessages();
