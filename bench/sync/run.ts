// `cargo xtask bench sync` runs this, with what it has built and made.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { everybody } from './contestants/all';
import type { Material } from './contestants/contestant';
import { endAll } from './machine/child';
import { endBrowsers } from './machine/browser';
import type { Outcome } from './measures/figures';
import { Trial } from './measures/node';
import { IN_PAGE, inPage } from './measures/page';
import { type Machine, judge, table } from './report';

const IN_NODE = ['W1', 'W2', 'W3', 'W4', 'W5', 'W8', 'W9', 'W11'];

const { values } = parseArgs({
  options: {
    material: { type: 'string' },
    sizes: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    peers: { type: 'string' },
    server: { type: 'string' },
    bench: { type: 'string' },
    site: { type: 'string' },
    report: { type: 'string' },
    chromium: { type: 'string' },
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '300' },
  },
});

const required = (name: 'material' | 'report'): string => {
  const value = values[name];
  if (!value) throw new Error(`--${name} is missing: run "cargo xtask bench sync"`);
  return value;
};

const folder = required('material');
const sizes = values.sizes.split(',').map(Number);
const rounds = Number(values.rounds);
const { server, bench, site } = values;
const built = server && bench && site ? { server, bench, site } : undefined;
const named = values.peers?.split(',').map((name) => name.toLowerCase());
const all = everybody(built);
const unknown = named?.filter((name) => !all.some((it) => it.name.toLowerCase() === name)) ?? [];
if (unknown.length > 0) throw new Error(`nobody is called ${unknown.join(', ')}: ${all.map((it) => it.name).join(', ')}`);
const contestants = all.filter((it) => !named || named.includes(it.name.toLowerCase()));
const only = values.only?.split(',').map((name) => name.toUpperCase());
const wanted = (measure: string): boolean => !only || only.includes(measure);

/** In a page `W7x6` is `W7` on a slow device, and `W8p` the memory of the page. */
const wantedInPage = (measure: string): boolean => wanted(measure.replace(/(p|x6)$/, ''));

const say = (line: string): void => console.log(line);

function materialOf(count: number): Material {
  return {
    count,
    records: join(folder, `records-${count}.json`),
    database: join(folder, `office-${count}.sqlite3`),
  };
}

/** Ends what was started, whatever happened. */
async function endEverything(): Promise<void> {
  await Promise.all([endAll(), endBrowsers()]);
}

async function main(): Promise<boolean> {
  const outcomes: Outcome[] = [];
  const begun = new Date();
  for (const count of sizes) {
    const material = materialOf(count);
    // Of the most records only the first load is measured, once; the weak line and the contradiction only of the
    // fewest, since some need minutes there.
    const isLargest = count >= 100_000;
    const fits = (it: string): boolean => it === 'W1' || (!isLargest && (count === sizes[0] || !['W9', 'W11'].includes(it)));
    const measures = new Set(IN_NODE.filter((it) => wanted(it) && fits(it)));
    if (measures.size === 0) continue;
    const wish = { measures, rounds: isLargest ? 1 : rounds, seconds: Number(values.seconds) };
    for (const contestant of contestants) {
      outcomes.push(...(await new Trial(contestant, material, wish, say).run()));
    }
  }
  const inPages = sizes.filter((count) => count < 100_000);
  if (values.chromium && inPages.length > 0 && IN_PAGE.some(wantedInPage)) {
    for (const count of inPages) {
      const material = materialOf(count);
      // A cold start with the most records, all that changes something with few.
      const isLast = count === inPages[inPages.length - 1];
      const fits = (measure: string): boolean => wantedInPage(measure) && /^W(6|8)/.test(measure) === isLast;
      const alone = inPages.length === 1;
      for (const contestant of contestants) {
        outcomes.push(...(await inPage(contestant, material, rounds, values.chromium, alone ? wantedInPage : fits, say)));
      }
    }
  }
  const machine: Machine = { begun: begun.toISOString(), node: process.version, quick: values.quick, rounds, what: {} };
  for (const contestant of contestants) machine.what[contestant.name] = contestant.what;
  const judged = judge(outcomes, values.quick);
  const report = required('report');
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, JSON.stringify({ ...machine, outcomes, judged }, undefined, 2));
  say(`\n${table(outcomes, contestants.map((it) => it.name))}`);
  for (const { reach, met, figure } of judged) say(`${met ? 'reached' : 'MISSED'}: ${reach}: ${figure}`);
  return judged.every((it) => it.met);
}

let good = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void endEverything().then(() => process.exit(1)));
}
try {
  good = await main();
} finally {
  await endEverything();
}
process.exit(good ? 0 : 1);
