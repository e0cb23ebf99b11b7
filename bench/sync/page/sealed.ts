// What lies in the application's sealed store, and its key, as an open page has them.

import type { Page } from 'playwright-core';
import type { SealedRow } from '../contestants/contestant';

/** The key that the open page hands to another that is opened beside it, and every value that lies in the store. */
export async function sealedStore(page: Page): Promise<{ key: string; rows: SealedRow[] }> {
  const beside = await page.context().newPage();
  // No page of the application, so that none is in the way; of the same origin, so that it is answered.
  await beside.goto(new URL('/healthz', page.url()).href);
  const found = await beside.evaluate(async () => {
    const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const before = 'passerelle-';
    const name = (await indexedDB.databases()).map((it) => it.name ?? '').find((it) => /^passerelle-[0-9a-f]{8}-/.test(it));
    if (!name) throw new Error('there is no store');
    const registration = await navigator.serviceWorker.ready;
    const held = await new Promise<{ key: Uint8Array } | undefined>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data as { key: Uint8Array } | undefined);
      registration.active?.postMessage({ type: 'key?', user: name.slice(before.length) }, [port2]);
    });
    if (!held) throw new Error('no page has the key');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const rows: { place: string; value: string }[] = [];
    for (const store of [...database.objectStoreNames]) {
      const answers = database.transaction(store).objectStore(store);
      const ask = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const [keys, values] = await Promise.all([ask(answers.getAllKeys()), ask(answers.getAll())]);
      keys.forEach((key, at) => {
        // What opens the store lies there in the clear, and is sealed by something else; what only takes up room
        // means nothing.
        if (key !== 'vault' && key !== 'ballast') rows.push({ place: `${store}/${String(key)}`, value: hex(values[at] as Uint8Array) });
      });
    }
    database.close();
    return { key: hex(held.key), rows };
  });
  await beside.close();
  return found;
}
