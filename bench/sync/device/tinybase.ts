// TinyBase's mergeable store with its synchroniser over WebSockets. It does not tell when both sides
// have nothing more to say, so it is taken to be at the end when nothing has passed for a while, which
// is not counted.

import { createMergeableStore } from 'tinybase';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import { type Edit, type Sheet, changes, unflat } from '../model/sheet';
import { type Device, type Open, again, pause } from './device';
import { closed, connect } from './socket';

const QUIET = 400;
/** Over a weak line an answer is a while on its way. */
const QUIET_WHEN_WEAK = 9_000;

export const open: Open = async ({ url, name, durable }) => {
  const store = createMergeableStore(name);
  let save: (() => Promise<unknown>) | undefined;
  if (durable) {
    const { createIndexedDbPersister } = await import('tinybase/persisters/persister-indexed-db');
    const persister = createIndexedDbPersister(store as never, name);
    await persister.load();
    save = () => persister.save();
  }
  let quiet = 0;
  let passed = 0;
  let changed: Promise<void> = Promise.resolve();
  let socket: WebSocket | undefined;
  let end = async (): Promise<void> => undefined;

  async function talk(): Promise<void> {
    const line = await connect(`${url}/sheets`, () => (passed = performance.now()));
    passed = performance.now();
    socket = line;
    const touch = (): void => void (passed = performance.now());
    const synchronizer = await createWsSynchronizer(store, line, 10, touch, touch);
    end = async () => {
      end = async () => undefined;
      await synchronizer.destroy();
      await closed(line);
      socket = undefined;
    };
    await synchronizer.startSync();
  }

  /** Nothing is on its way any more. */
  async function calm(weak: boolean): Promise<void> {
    for (;;) {
      if (socket?.readyState !== 1) throw new Error('the line was cut');
      const still = performance.now() - passed;
      if (still > (weak ? QUIET_WHEN_WEAK : QUIET)) {
        quiet = still;
        return;
      }
      await pause(20);
    }
  }

  async function sync(weak = false): Promise<void> {
    await again(async () => {
      try {
        if (!socket) await talk();
        await calm(weak);
      } finally {
        await end();
      }
    });
    await save?.();
  }

  return {
    get quiet() {
      return quiet;
    },
    fetch: () => sync(),
    sync,
    listen: async () => {
      await talk();
      await calm(false);
      changed = new Promise((resolve) => {
        const listener = store.addTablesListener(() => {
          store.delListener(listener);
          resolve();
        });
      });
    },
    hear: async () => {
      await changed;
      quiet = 0;
      await end();
    },
    edit: async (edits: Edit[]) => {
      for (const edit of edits) {
        store.setPartialRow('sheets', edit.record, changes(edit));
        await save?.();
      }
    },
    sheets: async () =>
      Object.entries(store.getTable('sheets')).map(([id, row]) => ({ ...unflat(row as Record<string, string | number>), id }) as Sheet),
    losers: async () => ({ count: 0, onRequest: false }),
    close: () => end(),
  } satisfies Device;
};
