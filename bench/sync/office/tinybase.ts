// TinyBase's own server for WebSockets, with a store of its own that begins with the records.

import { createMergeableStore } from 'tinybase';
import { createCustomPersister } from 'tinybase/persisters';
import { createWsServer } from 'tinybase/synchronizers/synchronizer-ws-server';
import { WebSocketServer } from 'ws';
import { flat } from '../model/sheet';
import { answer, bodyOf, serve, sheets } from './office';

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const store = createMergeableStore('office');
store.transaction(() => {
  for (const { id, ...sheet } of sheets) store.setRow('sheets', id, flat(sheet as never));
});
createWsServer(sockets, () =>
  createCustomPersister(
    store as never,
    async () => undefined as never,
    async () => undefined,
    () => undefined,
    () => undefined,
    undefined,
    2 as never,
  ) as never,
);
const server = serve(async (asked, to, url) => {
  if (url.pathname !== '/revoke') return void to.writeHead(404).end();
  // It knows of no accounts: what is to leave one device is deleted for all.
  const people = JSON.parse(await bodyOf(asked)) as string[];
  store.transaction(() => people.forEach((id) => store.delRow('sheets', id)));
  answer(to, asked, {});
});
server.on('upgrade', (asked, socket, head) => {
  sockets.handleUpgrade(asked, socket, head, (line) => sockets.emit('connection', line, asked));
});
