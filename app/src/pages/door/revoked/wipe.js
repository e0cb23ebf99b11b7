// What the browser does with itself before the device is emptied, and to empty it.

const PATIENCE = 2_000;

const container = navigator.serviceWorker;
const quietly = (step) => Promise.resolve().then(step).catch(() => undefined);
const pause = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

// Locks every other page of this browser. Says whether that was heard: pages have the key by the service
// worker alone, so where there is none nobody has it; one that is not there yet is waited for a moment.
export async function lockOthers() {
  if (!(await quietly(() => container?.getRegistration()))) return true;
  const found = await Promise.race([container.ready, pause()]);
  found?.active?.postMessage({ type: 'lock' });
  return Boolean(found?.active);
}

// Throws away whatever this browser keeps of the site: for those that do not do it when the server says so
// (`Clear-Site-Data`). Each step by itself: what one browser refuses, another has done already. The mark that
// keeps the stores shut lies in localStorage, and goes after them.
export async function wipe() {
  await quietly(async () => {
    for (const registration of await container.getRegistrations()) await registration.unregister();
  });
  await quietly(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await quietly(async () => {
    for (const { name } of await indexedDB.databases()) await gone(name);
  });
  await quietly(() => localStorage.clear());
  await quietly(() => sessionStorage.clear());
}

// A page that has it open lets go of it when it is left; the browser throws it away then.
function gone(name) {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
}
