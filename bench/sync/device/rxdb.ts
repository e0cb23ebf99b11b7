// RxDB with its replication over HTTP and its own way with conflicts. In a page Dexie keeps it.

import { type RxStorage, createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { type Edit, type Sheet, edited } from '../model/sheet';
import { type Device, type Open, json } from './device';

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    ...Object.fromEntries(['family', 'given', 'birth', 'phone', 'level', 'wish'].map((name) => [name, text])),
    consent: { type: 'object', properties: { text: number, language: text, explained: text, at: number } },
    attendance: { type: 'array', items: { type: 'object', properties: { visit: text, mark: text, at: number } } },
    interview: { type: 'object', properties: { id: text, starts: number, place: text, state: text, note: text } },
  },
  required: ['id'],
} as const;

export const open: Open = async ({ url, account, name, durable }) => {
  const storage: RxStorage<unknown, unknown> = durable
    ? (await import('rxdb/plugins/storage-dexie')).getRxStorageDexie()
    : (await import('rxdb/plugins/storage-memory')).getRxStorageMemory();
  const database = await createRxDatabase({ name: name.replace(/\W/g, '_'), storage, multiInstance: false });
  const { sheets } = await database.addCollections({ sheets: { schema: schema as never } });

  async function replicate(): Promise<void> {
    const replication = replicateRxCollection<Sheet, { seq: number }>({
      collection: sheets as never,
      replicationIdentifier: 'office',
      live: false,
      retryTime: 2_000,
      waitForLeadership: false,
      push: { batchSize: 1_000, handler: async (rows) => (await json(`${url}/push`, rows)) as never },
      pull: {
        batchSize: 1_000,
        handler: async (checkpoint) =>
          (await json(`${url}/pull?account=${account}&after=${checkpoint?.seq ?? 0}`)) as never,
      },
    });
    replication.error$.subscribe((error) => console.error('again:', error.message));
    await replication.awaitInitialReplication();
    await replication.cancel();
  }

  return {
    quiet: 0,
    fetch: replicate,
    sync: replicate,
    hear: replicate,
    listen: async () => undefined,
    edit: async (edits: Edit[]) => {
      for (const edit of edits) {
        const doc = await sheets.findOne(edit.record).exec();
        await doc?.incrementalModify((sheet: Sheet) => edited(sheet, edit));
      }
    },
    sheets: async () => {
      const docs = await sheets.find().exec();
      return docs.map((doc) => doc.toMutableJSON() as unknown as Sheet);
    },
    // Its own way with conflicts drops what the device has, and keeps no note of it.
    losers: async () => ({ count: 0, onRequest: false }),
    close: async () => void (await database.close()),
  } satisfies Device;
};
