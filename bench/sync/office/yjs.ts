// Yjs: one document, relayed to whoever is connected, in the protocol of y-websocket. Beside it one
// message that is sent back, by which a device learns that all before it has arrived.

import { WebSocketServer } from 'ws';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as protocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { flat } from '../model/sheet';
import { answer, bodyOf, serve, sheets } from './office';

const SYNC = 0;
const ECHO = 9;

const doc = new Y.Doc();
doc.transact(() => {
  const all = doc.getMap<Y.Map<string | number>>('sheets');
  for (const sheet of sheets) all.set(sheet.id, new Y.Map<string | number>(Object.entries(flat(sheet))));
});

const server = serve(async (asked, to, url) => {
  if (url.pathname !== '/revoke') return void to.writeHead(404).end();
  // It knows of no accounts: what is to leave one device is deleted for all.
  const people = JSON.parse(await bodyOf(asked)) as string[];
  doc.transact(() => people.forEach((id) => doc.getMap('sheets').delete(id)));
  answer(to, asked, {});
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.binaryType = 'arraybuffer';
  const send = (write: (to: encoding.Encoder) => void): void => {
    const message = encoding.createEncoder();
    encoding.writeVarUint(message, SYNC);
    write(message);
    socket.send(encoding.toUint8Array(message));
  };
  const tell = (update: Uint8Array, origin: unknown): void => {
    if (origin !== socket) send((to) => protocol.writeUpdate(to, update));
  };
  doc.on('update', tell);
  socket.on('close', () => doc.off('update', tell));
  socket.on('message', (bytes: ArrayBuffer) => {
    const message = decoding.createDecoder(new Uint8Array(bytes));
    if (decoding.readVarUint(message) === ECHO) {
      socket.send(new Uint8Array([ECHO]));
      return;
    }
    const reply = encoding.createEncoder();
    encoding.writeVarUint(reply, SYNC);
    protocol.readSyncMessage(message, reply, doc, socket);
    if (encoding.length(reply) > 1) socket.send(encoding.toUint8Array(reply));
  });
  send((to) => protocol.writeSyncStep1(to, doc));
});
