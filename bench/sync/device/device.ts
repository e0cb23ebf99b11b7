// What everybody who takes part can do on a device, in Node and in a page alike.

import type { Edit, Sheet } from '../model/sheet';

export interface Device {
  /** Fetches what it lacks. */
  fetch(): Promise<void>;
  /** Carries edits out here; over the line only where that is open because it listens. */
  edit(edits: Edit[]): Promise<void>;
  /**
   * Sends and fetches until there is nothing more to say; tries again where the line fails. Who cannot know when that
   * is waits longer over a weak line.
   */
  sync(weak?: boolean): Promise<void>;
  /** Makes ready to hear of the next change, where it can be told. */
  listen(): Promise<void>;
  /** Has heard of the next change: by being told, or by asking. */
  hear(): Promise<void>;
  /** All records. */
  sheets(): Promise<Sheet[]>;
  /** How many values that lost a contradiction a person could still be shown, and whether by asking for them alone. */
  losers(): Promise<{ count: number; onRequest: boolean }>;
  /** Milliseconds at the end of the last order in which it only made sure that nothing more came. */
  readonly quiet: number;
  close(): Promise<void>;
}

export interface Place {
  url: string;
  /** The number of the account. */
  account: number;
  /** Tells devices of one machine apart. */
  name: string;
  /** Whether it keeps things in IndexedDB, as in a page, or in memory. */
  durable: boolean;
}

export type Open = (place: Place) => Promise<Device>;

const PAUSE = 2_000;
const TRIES = 60;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries again, as all do here who have no way of their own: after two seconds. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= TRIES) throw error;
      console.error(`again: ${String(error)}`);
      await pause(PAUSE);
    }
  }
}

export async function json(url: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}
