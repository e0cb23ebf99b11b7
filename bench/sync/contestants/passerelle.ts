// Passerelle: the server's program on a database of its own, and as a device the client of the crate
// `sync`, compiled without a browser, at the address that the application asks too.

import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Child } from '../machine/child';
import { freePort } from '../../../end2end/support/ports';
import type { Contestant, Material, Office, SealedRow } from './contestant';
import { Ordered } from './orders';

const run = promisify(execFile);

export interface Built {
  /** The server's program. */
  server: string;
  /** The program that makes records and is a device. */
  bench: string;
  /** The built application. */
  site: string;
}

async function serve(built: Built, database: string, port: number): Promise<Child> {
  const url = `http://127.0.0.1:${port}`;
  const args = ['serve', '--database', `sqlite://${database}`, '--site', built.site, '--listen', `127.0.0.1:${port}`, '--base-url', url];
  const child = Child.start('the server', built.server, args);
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.process.exitCode !== null) break;
    const ready = await fetch(`${url}/readyz`).catch(() => undefined);
    if (ready?.ok) return child;
    await pause(50);
  }
  await child.end('SIGKILL');
  throw new Error(`the server does not answer:\n${child.said}`);
}

async function open(built: Built, material: Material): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const database = join(folder, 'office.sqlite3');
  copyFileSync(material.database, database);
  const port = await freePort();
  let child = await serve(built, database, port);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    memory: () => child.memory(),
    revoke: async () => {
      await child.end();
      await run(built.bench, ['revoke', '--database', database, '--records', material.records]);
      child = await serve(built, database, port);
    },
    end: async () => {
      await child.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Through the program, which opens rows as the application does. */
async function opened(built: Built, key: string, rows: SealedRow[], texts: string[]): Promise<{ texts: number; bytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  try {
    const file = join(folder, 'rows.json');
    writeFileSync(file, JSON.stringify({ key, rows, texts }));
    const { stdout } = await run(built.bench, ['unseal', '--rows', file]);
    return JSON.parse(stdout) as { texts: number; bytes: number };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function passerelle(built: Built): Contestant {
  return {
    name: 'Passerelle',
    what: 'this repository',
    lacks: {},
    office: (material) => open(built, material),
    open: (key, rows, texts) => opened(built, key, rows, texts),
    device: async (office, url, account) => {
      const host = `127.0.0.1:${office.port}`;
      const child = Child.start('a device', built.bench, ['tablet', '--office', url, '--host', host, '--account', String(account)]);
      return Ordered.over(child);
    },
  };
}
