// Throws away whatever this browser keeps of the site: for those that do not do it when the server says so
// (`Clear-Site-Data`). Each step by itself: what one browser refuses, another has done already.

const quietly = (step) => Promise.resolve().then(step).catch(() => undefined);

export async function wipe() {
  await quietly(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  });
  await quietly(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await quietly(async () => {
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  });
  await quietly(() => localStorage.clear());
  await quietly(() => sessionStorage.clear());
}
