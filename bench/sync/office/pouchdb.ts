// express-pouchdb on a database in memory, with answers compressed as it is usually served.

import compression from 'compression';
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb-core';
import memory from 'pouchdb-adapter-memory';
import http from 'pouchdb-adapter-http';
import mapreduce from 'pouchdb-mapreduce';
import replication from 'pouchdb-replication';
import { type IncomingMessage, createServer } from 'node:http';
import { bodyOf, listen, sheets } from './office';

const Memory = PouchDB.plugin(memory).plugin(http).plugin(mapreduce).plugin(replication).defaults({ adapter: 'memory' });
const app = express();
app.use(compression());
app.post('/revoke', (asked: IncomingMessage, to: { json(value: object): void }, next: (error: unknown) => void) => {
  // It knows of no accounts here: what is to leave one device is deleted for all.
  bodyOf(asked)
    .then(async (body) => {
      const { rows } = await all.allDocs({ keys: JSON.parse(body) as string[] });
      await all.bulkDocs(rows.map((row: { id: string; value: { rev: string } }) => ({ _id: row.id, _rev: row.value.rev, _deleted: true })));
      to.json({});
    })
    .catch(next);
});
const pouch = expressPouch(Memory, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' });
app.use(pouch);
// Only now: it serves the databases that it has seen being made.
const all = new Memory('sheets');
for (let at = 0; at < sheets.length; at += 1_000) {
  await all.bulkDocs(sheets.slice(at, at + 1_000).map(({ id, ...sheet }) => ({ _id: id, ...sheet })));
}
listen(createServer({ keepAliveTimeout: 60_000 }, app));
