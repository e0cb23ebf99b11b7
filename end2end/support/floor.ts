// The floor under a saved tap: what any application does that shows a mark only when the device has
// it, written by hand and without ours. Measured beside ours in the same page, under the same
// throttling, tap by tap, so that a time can be judged on a machine that nobody has measured.

import type { Page } from '@playwright/test';

/**
 * How often the floor copies the list at a tap. With this the floor takes about as long as ours, so
 * that both are made of the processor's and the disk's time in the same proportion, and both grow
 * alike where one of the two is slow.
 */
const COPIES = 12;

/** What the page keeps between taps. */
interface Floor {
  tap: (place: number) => Promise<number>;
}

/**
 * Lays the floor in a page: a database of its own and a list of a thousand plain rows beside the
 * page's own, hidden so that the page's own layout costs what it cost before.
 */
export async function layFloor(page: Page): Promise<void> {
  await page.evaluate(async (copies) => {
    const opening = indexedDB.open('floor', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('marks');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });

    const list = document.createElement('ul');
    list.hidden = true;
    const people = Array.from({ length: 1_000 }, (_, place) => {
      return { place, name: `Exemple ${place}`, mark: 'none' };
    });
    const rows = people.map(({ name }) => {
      const row = document.createElement('li');
      row.className = 'roster-row';
      const button = document.createElement('button');
      button.className = 'mark mark--present';
      const badge = document.createElement('span');
      badge.className = 'badge';
      row.append(name, button, badge);
      return row;
    });
    list.append(...rows);
    document.body.append(list);

    const tap = async (place: number) => {
      const start = performance.now();
      let copied = people;
      for (let copy = 0; copy < copies; copy += 1) {
        copied = JSON.parse(JSON.stringify(copied)) as typeof people;
      }
      const entry = { ...copied[place], mark: 'present' };
      const transaction = database.transaction('marks', 'readwrite', { durability: 'strict' });
      transaction.objectStore('marks').put(entry, place);
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
      const button = rows[place].querySelector('button');
      const seen = new Promise<number>((resolve) => {
        const watcher = new MutationObserver(() => {
          watcher.disconnect();
          resolve(performance.now() - start);
        });
        watcher.observe(rows[place], { attributes: true, subtree: true });
      });
      button?.setAttribute('aria-pressed', 'true');
      return seen;
    };
    (window as unknown as { floor: Floor }).floor = { tap };
  }, COPIES);
}

/** Taps a row of the floor. Gives the milliseconds until it shows. */
export function tapFloor(page: Page, place: number): Promise<number> {
  return page.evaluate((row) => (window as unknown as { floor: Floor }).floor.tap(row), place);
}
