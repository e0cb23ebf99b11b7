// Packages that come without types.
declare module 'compression';
declare module 'express';
declare module 'express-pouchdb';
declare module 'pouchdb-adapter-http';
declare module 'pouchdb-adapter-idb';
declare module 'pouchdb-adapter-memory';
declare module 'pouchdb-core';
declare module 'pouchdb-mapreduce';
declare module 'pouchdb-replication';
