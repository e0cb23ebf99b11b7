// A contestant from npm: a small office in Node, and a device written with the package.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from '../machine/child';
import { freePort } from '../../../end2end/support/ports';
import type { Contestant, Material, NodeDevice, Office } from './contestant';
import { Ordered } from './orders';

export const here = dirname(dirname(fileURLToPath(import.meta.url)));

/** The version that the lock file has put there. */
function versionOf(name: string): string {
  const file = join(here, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

async function open(name: string, material: Material): Promise<Office> {
  const port = await freePort();
  const child = Child.script(`the office of ${name}`, join(here, 'office', `${name}.ts`), [String(port), material.records]);
  const url = `http://127.0.0.1:${port}`;
  const ready = await child.line(300);
  if (ready !== 'ready') throw new Error(`the office of ${name} said ${ready}`);
  return {
    port,
    url,
    memory: () => child.memory(),
    revoke: async (people) => {
      const answer = await fetch(`${url}/revoke`, { method: 'POST', body: JSON.stringify(people) });
      if (!answer.ok) throw new Error(`it cannot take anything away (${answer.status})`);
    },
    end: () => child.end(),
  };
}

async function device(name: string, url: string, account: number): Promise<NodeDevice> {
  const child = Child.script(`a device of ${name}`, join(here, 'device', 'process.ts'), [name, url, String(account)]);
  return Ordered.over(child);
}

export function fromNpm(name: string, title: string, packages: string[], lacks: Contestant['lacks'] = {}): Contestant {
  return {
    name: title,
    what: packages.map((it) => `${it} ${versionOf(it)}`).join(', ') || 'gzip JSON, own code',
    lacks,
    office: (material) => open(name, material),
    device: (_, url, account) => device(name, url, account),
    page: `./device/${name}.ts`,
  };
}
