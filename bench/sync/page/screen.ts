// What the measures ask of a page, of whomever it is.

import type { Page } from 'playwright-core';
import type { Figure } from '../measures/figures';
import type { Edit, Sheet } from '../model/sheet';

export interface Screen {
  /** The first visit: everything is fetched and kept. */
  fill(page: Page): Promise<void>;
  /**
   * A later visit: milliseconds from the beginning of the navigation until all records are in memory, and beside them
   * what else a person has to wait for.
   */
  cold(page: Page): Promise<Figure>;
  /** One write on a page after `cold`: milliseconds until it is on the disk. */
  write(page: Page, edit: Edit): Promise<number>;
  /** Writes without a pause until the browser dies; tells what was acknowledged, one by one. */
  writeOn(page: Page, edits: Edit[], acknowledge: (place: number) => void): Promise<void>;
  /** How many of these are not found after the browser has come back, on a page after `cold`. */
  lost(page: Page, edits: Edit[]): Promise<number>;
  /** Hears of what was taken away. */
  refresh(page: Page): Promise<void>;
  /** What of the texts is found by who has the key, on an open page; only where the store is sealed. */
  opened?(page: Page, texts: string[]): Promise<Remains>;
}

/** Texts that only the sheets of these people hold. */
export function traces(sheets: Sheet[], people: string[]): string[] {
  const wanted = new Set(people);
  const long = sheets.filter((sheet) => wanted.has(sheet.id) && sheet.interview.note.length >= 60);
  return long.map((sheet) => sheet.interview.note);
}

/** What was found in a browser's storage. */
export interface Remains {
  /** How many of the texts lie there. */
  texts: number;
  /** How many bytes these have. */
  bytes: number;
}

/** How many of the texts lie anywhere in IndexedDB or localStorage, asked through the browser's own doors. */
export function left(page: Page, texts: string[]): Promise<Remains> {
  return page.evaluate(async (wanted) => {
    const decoder = new TextDecoder();
    const parts: string[] = Object.values({ ...localStorage });
    const walk = (value: unknown): void => {
      if (typeof value === 'string') parts.push(value);
      else if (value instanceof ArrayBuffer) parts.push(decoder.decode(value));
      else if (ArrayBuffer.isView(value)) parts.push(decoder.decode(value as unknown as ArrayBuffer));
      else if (value !== null && typeof value === 'object') Object.values(value).forEach(walk);
    };
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name ?? '');
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
        asked.onblocked = () => reject(new Error('blocked'));
      });
      for (const store of [...database.objectStoreNames]) {
        const all = await new Promise<unknown[]>((resolve, reject) => {
          const asked = database.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        });
        all.forEach(walk);
      }
      database.close();
    }
    const everything = parts.join('\n');
    const found = wanted.filter((text) => everything.includes(text));
    return { texts: found.length, bytes: new Blob(found).size };
  }, texts);
}
