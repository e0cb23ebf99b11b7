// express-pouchdb on a database in memory, with answers compressed as it is usually served.

import compression from 'compression';
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb-core';
import memory from 'pouchdb-adapter-memory';
import http from 'pouchdb-adapter-http';
import mapreduce from 'pouchdb-mapreduce';
import replication from 'pouchdb-replication';
import { createServer } from 'node:http';
import { listen, sheets } from './office';

const Memory = PouchDB.plugin(memory).plugin(http).plugin(mapreduce).plugin(replication).defaults({ adapter: 'memory' });
const app = express();
app.use(compression());
const pouch = expressPouch(Memory, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' });
app.use(pouch);
// Only now: it serves the databases that it has seen being made.
const all = new Memory('sheets');
for (let at = 0; at < sheets.length; at += 1_000) {
  await all.bulkDocs(sheets.slice(at, at + 1_000).map(({ id, ...sheet }) => ({ _id: id, ...sheet })));
}
listen(createServer({ keepAliveTimeout: 60_000 }, app));
