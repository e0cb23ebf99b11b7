// Yjs: one document with a map of maps. In a page y-indexeddb keeps it.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as protocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { type Edit, changes, unflat } from '../model/sheet';
import { type Device, type Open, again } from './device';
import { closed, connect } from './socket';

const SYNC = 0;
const ECHO = 9;

export const open: Open = async ({ url, name, durable }) => {
  const doc = new Y.Doc();
  const all = doc.getMap<Y.Map<string | number>>('sheets');
  let persistence: { whenSynced: Promise<unknown>; destroy(): Promise<void> } | undefined;
  if (durable) {
    const { IndexeddbPersistence } = await import('y-indexeddb');
    persistence = new IndexeddbPersistence(name, doc);
    await persistence.whenSynced;
  }
  let socket: WebSocket | undefined;
  let changed: Promise<void> = Promise.resolve();

  /** Opens the line; done when each side has what the other had. */
  async function talk(): Promise<WebSocket> {
    const told = { asked: false, given: false };
    let arrived = (): void => undefined;
    const done = new Promise<void>((resolve) => (arrived = resolve));
    const line = await connect(url, (data, socket) => {
      const message = decoding.createDecoder(new Uint8Array(data as ArrayBuffer));
      if (decoding.readVarUint(message) === ECHO) {
        arrived();
        return;
      }
      const reply = encoding.createEncoder();
      encoding.writeVarUint(reply, SYNC);
      const kind = protocol.readSyncMessage(message, reply, doc, socket);
      if (encoding.length(reply) > 1) socket.send(encoding.toUint8Array(reply));
      if (kind === protocol.messageYjsSyncStep1) told.asked = true;
      if (kind === protocol.messageYjsSyncStep2) told.given = true;
      if (told.asked && told.given && kind !== protocol.messageYjsUpdate) socket.send(new Uint8Array([ECHO]));
    });
    const cut = new Promise<never>((_, reject) => line.addEventListener('close', () => reject(new Error('the line was cut'))));
    // Nobody may be waiting any more when it is.
    cut.catch(() => undefined);
    const send = (write: (to: encoding.Encoder) => void): void => {
      const message = encoding.createEncoder();
      encoding.writeVarUint(message, SYNC);
      write(message);
      line.send(encoding.toUint8Array(message));
    };
    const tell = (update: Uint8Array, origin: unknown): void => {
      if (origin !== line && line.readyState === 1) send((to) => protocol.writeUpdate(to, update));
    };
    doc.on('update', tell);
    line.addEventListener('close', () => doc.off('update', tell));
    send((to) => protocol.writeSyncStep1(to, doc));
    await Promise.race([done, cut]);
    return line;
  }

  async function sync(): Promise<void> {
    // What was entered while the line was open has left; the line is closed behind it.
    if (socket) await closed(socket);
    else await again(async () => closed(await talk()));
    socket = undefined;
  }

  return {
    quiet: 0,
    fetch: sync,
    sync,
    edit: async (edits: Edit[]) => {
      for (const edit of edits) {
        doc.transact(() => {
          const sheet = all.get(edit.record);
          for (const [field, value] of Object.entries(changes(edit))) sheet?.set(field, value);
        });
      }
    },
    listen: async () => {
      socket = await again(talk);
      changed = new Promise((resolve) => doc.once('update', () => resolve()));
    },
    hear: async () => {
      await changed;
      if (socket) await closed(socket);
      socket = undefined;
    },
    sheets: async () => [...all.values()].map((sheet) => unflat(sheet.toJSON() as Record<string, string | number>)),
    losers: async () => ({ count: 0, onRequest: false }),
    close: async () => persistence?.destroy(),
  } satisfies Device;
};
