// PouchDB, replicating in batches of 1,000, which is quicker than its default of 100.

import PouchDB from 'pouchdb-core';
import http from 'pouchdb-adapter-http';
import replication from 'pouchdb-replication';
import { type Edit, type Sheet, edited } from '../model/sheet';
import { type Device, type Open, again } from './device';

type Doc = Omit<Sheet, 'id'> & { _id: string; _rev: string; _conflicts?: string[] };

const toSheet = ({ _id, _rev, _conflicts, ...sheet }: Doc): Sheet => ({ id: _id, ...sheet });

export const open: Open = async ({ url, name, durable }) => {
  const adapter = durable ? 'idb' : 'memory';
  // `process.browser` is how its own files tell pages from Node.
  const storage = durable ? await import('pouchdb-adapter-idb') : await import('pouchdb-adapter-memory');
  const Pouch = PouchDB.plugin(storage.default).plugin(http).plugin(replication);
  const local = new Pouch(name, { adapter });
  const remote = new Pouch(`${url}/sheets`, { skip_setup: true });
  const options = { batch_size: 1_000 };
  const pull = (): Promise<void> => again(async () => void (await local.replicate.from(remote, options)));
  return {
    quiet: 0,
    fetch: pull,
    hear: pull,
    listen: async () => undefined,
    sync: () =>
      again(async () => {
        await local.replicate.to(remote, options);
        await local.replicate.from(remote, options);
      }),
    edit: async (edits: Edit[]) => {
      for (const edit of edits) {
        const doc = (await local.get(edit.record)) as unknown as Doc;
        const { id, ...sheet } = edited(toSheet(doc), edit);
        await local.put({ _id: id, _rev: doc._rev, ...sheet });
      }
    },
    sheets: async () => {
      const { rows } = await local.allDocs({ include_docs: true });
      return rows.map((row: { doc: unknown }) => toSheet(row.doc as Doc));
    },
    losers: async () => {
      // A document does not tell by itself that there is another version: it has to be asked.
      const { rows } = await local.allDocs({ include_docs: true, conflicts: true });
      return { count: rows.filter((row: { doc: unknown }) => (row.doc as Doc)._conflicts).length, onRequest: true };
    },
    close: async () => void (await local.close()),
  } satisfies Device;
};
