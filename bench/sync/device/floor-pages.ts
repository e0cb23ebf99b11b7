// Pages and an outbox in IndexedDB, each write on the disk before it counts.

import type { Edit } from '../model/sheet';

export interface Pages {
  read(): Promise<string[]>;
  write(pages: string[]): Promise<void>;
  append(edit: Edit): Promise<void>;
  close(): void;
}

const done = (work: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    work.oncomplete = () => resolve();
    work.onabort = () => reject(work.error);
  });

export function pages(name: string): Promise<Pages> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('pages');
      asked.result.createObjectStore('outbox', { autoIncrement: true });
    };
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const database = asked.result;
      const begin = (store: string): IDBTransaction => database.transaction(store, 'readwrite', { durability: 'strict' });
      resolve({
        read: () =>
          new Promise((give, fail) => {
            const all = database.transaction('pages').objectStore('pages').getAll();
            all.onsuccess = () => give(all.result as string[]);
            all.onerror = () => fail(all.error);
          }),
        write: (texts) => {
          const work = begin('pages');
          texts.forEach((text, at) => work.objectStore('pages').put(text, at));
          return done(work);
        },
        append: (edit) => {
          const work = begin('outbox');
          work.objectStore('outbox').put(edit);
          return done(work);
        },
        close: () => database.close(),
      });
    };
  });
}
