// Replicache: named mutations, pushed and pulled when they are asked to be.

import { Replicache, type ReadonlyJSONValue, type WriteTransaction } from 'replicache';
import { type Edit, type Sheet, edited } from '../model/sheet';
import { type Device, type Open, again } from './device';

export const open: Open = async ({ url, account, name, durable }) => {
  const replicache = new Replicache({
    name,
    kvStore: durable ? 'idb' : 'mem',
    pushURL: `${url}/push?account=${account}`,
    pullURL: `${url}/pull?account=${account}`,
    // Only when it is told to: everybody here is.
    pullInterval: null,
    pushDelay: 1e9,
    schemaVersion: '1',
    logLevel: 'error',
    mutators: {
      edit: async (tx: WriteTransaction, edit: Edit) => {
        const sheet = (await tx.get(edit.record)) as unknown as Sheet | undefined;
        if (sheet) await tx.set(edit.record, edited(sheet, edit) as unknown as ReadonlyJSONValue);
      },
    },
  });
  // It pulls by itself once when it is opened; whoever fetches waits for that one.
  const pull = (): Promise<void> => again(() => replicache.pull({ now: true }));
  return {
    quiet: 0,
    fetch: pull,
    hear: pull,
    listen: async () => undefined,
    sync: async () => {
      await again(() => replicache.push({ now: true }));
      await pull();
      const waiting = await replicache.experimentalPendingMutations();
      if (waiting.length > 0) throw new Error(`${waiting.length} mutations still wait`);
    },
    edit: async (edits: Edit[]) => {
      for (const edit of edits) await replicache.mutate.edit(edit as never);
    },
    sheets: () => replicache.query(async (tx) => (await tx.scan().toArray()) as unknown as Sheet[]),
    losers: async () => ({ count: 0, onRequest: false }),
    close: () => replicache.close(),
  } satisfies Device;
};
