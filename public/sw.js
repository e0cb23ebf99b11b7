// Keeps the application on the device, all files of one version or none.
//
// - Install: fetches every file of the version into a cache of its own. The version in use and
//   its cache are not touched.
// - Activate: happens when no page of the version before is open, or when the person agreed and
//   the page sent {type: 'activate'}. Only then are the caches of other versions deleted.
// - Fetch: the shell and the files of this version come from the cache. What the server must
//   answer itself is left alone.

const VERSION = '%%version%%';
const PREFIX = 'passerelle-';
const CACHE = PREFIX + VERSION;
const SHELL = '/';
const FILES = %%precache%%;

// Never answered from here: data, the registration page, and the server's own pages.
const SERVER_ONLY = ['/api/', '/r/', '/healthz', '/readyz', '/metrics', '/sw.js'];

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') {
    event.waitUntil(self.skipWaiting());
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname === '/r' || SERVER_ONLY.some((start) => url.pathname.startsWith(start))) return;
  if (request.mode === 'navigate') {
    event.respondWith(kept(SHELL, request));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(kept(url.pathname, request));
  }
});

async function install() {
  // The shell first, past the browser's own cache: a server that is being updated may answer
  // with another version's shell. Then nothing is kept, and the browser tries again later.
  const shell = await fetch(SHELL, { cache: 'reload' });
  if (!shell.ok) throw new Error(`shell: ${shell.status}`);
  const text = await shell.clone().text();
  if (!text.includes(`content="${VERSION}"`)) throw new Error('shell of another version');
  const cache = await caches.open(CACHE);
  // Keeps all of them or none.
  await cache.addAll(FILES.map(request));
  await cache.put(SHELL, shell);
}

async function activate() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
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
