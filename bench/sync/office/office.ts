// What all offices of the others share: the records they begin with, a port, and what may be taken away.

import { readFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Sheet } from '../model/sheet';

const [port, records] = process.argv.slice(2);

export const sheets = JSON.parse(readFileSync(records, 'utf8')) as Sheet[];

export async function bodyOf(asked: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** An answer in JSON, compressed where that is understood and makes it smaller. */
export function answer(to: ServerResponse, asked: IncomingMessage, value: unknown): void {
  const text = Buffer.from(JSON.stringify(value));
  const packs = text.length > 200 && /gzip/.test(asked.headers['accept-encoding'] ?? '');
  const body = packs ? gzipSync(text) : text;
  to.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...(packs && { 'content-encoding': 'gzip' }),
  });
  to.end(body);
}

type Handler = (asked: IncomingMessage, to: ServerResponse, url: URL) => Promise<void> | void;

export function serve(handler: Handler): Server {
  const server = createServer({ keepAliveTimeout: 60_000 }, (asked, to) => {
    const url = new URL(asked.url ?? '/', 'http://office');
    Promise.resolve(handler(asked, to, url)).catch((error: unknown) => {
      console.error(error);
      to.writeHead(500).end();
    });
  });
  return listen(server);
}

export function listen(server: Server): Server {
  server.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
  return server;
}
