// What the screen calls sent is at the server: after every step of a walk nobody chose, the screen is read first and
// then the database, past the server.

import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { Line, type Mischief } from '../support/line';
import { adviser, appIsKept, everythingIsSent, openTodaysIntervention, rows, send, signIn } from '../support/people';
import { Postgres } from '../support/postgres';
import { Server } from '../support/server';
import type { Tablet } from '../support/tablet';
import { expect, test } from '../support/test';

/** Steps of the walk. More by hand. */
const STEPS = Number(process.env.PASSERELLE_STEPS ?? 40);
/** The walk is the same where this is. */
const SEED = Number(process.env.PASSERELLE_SEED ?? Date.now() % 1_000_000);

const MARKS = { 'Présent·e': 'present', 'Absent·e': 'absent', 'Excusé·e': 'excused' } as const;
const MISCHIEF: Mischief[] = ['none', 'none', 'cut-answer', 'send-twice', 'lose-answer', 'portal'];

/** Numbers below one, the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Row {
  person: string;
  mark: string;
  badge: string;
}

/** What the screen says, all at one moment; and whether the bar says that nothing waits. */
function screen(page: Page): Promise<{ rows: Row[]; allSent: boolean }> {
  return page.evaluate(() => ({
    rows: [...document.querySelectorAll('.roster-row')].map((row) => ({
      person: row.querySelector('a.roster-action')?.getAttribute('href')?.split('/').at(-1) ?? '',
      mark: row.querySelector('button[aria-pressed=true]')?.textContent?.trim() ?? '',
      badge: row.querySelector('.badge')?.textContent?.trim() ?? '',
    })),
    allSent: document.querySelector('.sync-bar')?.getAttribute('data-state') === 'sent',
  }));
}

/** The marks of a visit as the database has them, by person. */
function marksKept(postgres: Postgres, visit: string): Map<string, string> {
  const said = postgres.ask(
    `select signatory, coalesce(mark, '') from roster_entries where intervention = '${visit}' order by signatory`,
  );
  return new Map(said.split('\n').map((line) => line.split('|') as [string, string]));
}

/** What the screen says and the database does not. */
async function lies(page: Page, postgres: Postgres, visit: string): Promise<string[]> {
  const shown = await screen(page);
  const kept = marksKept(postgres, visit);
  const isTold = (row: Row) => row.badge === 'Envoyé' || shown.allSent;
  return shown.rows
    .filter(isTold)
    .map((row) => ({ ...row, said: row.mark && MARKS[row.mark as keyof typeof MARKS] }))
    .filter((row) => kept.get(row.person) !== row.said)
    .map((row) => `shown "${row.mark}" (${row.badge || 'all sent'}), kept "${kept.get(row.person)}"`);
}

async function walk(tablet: Tablet, postgres: Postgres, server: Server, line: Line): Promise<void> {
  const random = chance(SEED);
  const pick = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)];
  let page = await tablet.open(line.url);
  await signIn(page, line.url, adviser());
  await appIsKept(page);
  const address = await openTodaysIntervention(page);
  const visit = address.split('/').at(-1) ?? '';
  await expect(rows(page).first()).toBeVisible();
  await everythingIsSent(page);

  const steps: Record<string, () => Promise<void>> = {
    tap: async () => {
      const row = rows(page).nth(Math.floor(random() * (await rows(page).count())));
      await row.getByRole('button', { name: pick(Object.keys(MARKS)) }).click();
    },
    send: async () => {
      await page.getByRole('button', { name: 'Envoyer' }).click({ timeout: 500 }).catch(() => undefined);
    },
    line: async () => {
      line.mischief = pick(MISCHIEF);
    },
    offline: () => tablet.context.setOffline(true),
    online: () => tablet.context.setOffline(false),
    reload: async () => {
      await page.reload();
      await expect(rows(page).first()).toBeVisible();
    },
    crash: async () => {
      await tablet.killPages();
      page = await tablet.open(`${line.url}${address}`);
      await expect(rows(page).first()).toBeVisible();
    },
    restart: async () => {
      await server.kill();
      await server.up();
    },
  };
  const path = ['tap', 'tap', 'tap', 'tap', 'tap', 'send', 'send', 'line', 'line', 'offline', 'online', 'online', 'reload', 'crash', 'restart'];
  const found: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const name = pick(path);
    await steps[name]();
    // At once, while something is on its way, and when it may have arrived.
    for (const wait of [0, Math.floor(random() * 300), 500]) {
      await pause(wait);
      found.push(...(await lies(page, postgres, visit)).map((lie) => `step ${step} (${name}): ${lie}`));
    }
  }
  expect(found, `seed ${SEED}`).toEqual([]);

  line.mischief = 'none';
  await tablet.context.setOffline(false);
  await send(page, adviser());
  // It led through the sign-in where the session was over.
  await page.goto(`${line.url}${address}`);
  await expect(rows(page).first()).toBeVisible();
  await everythingIsSent(page);
  expect(await lies(page, postgres, visit), `seed ${SEED}, in the end`).toEqual([]);
}

test('what the screen calls sent is in the database, at every step of the way', async ({ tablet }) => {
  test.setTimeout(120_000 + STEPS * 8_000);
  console.log(`PASSERELLE_SEED=${SEED}`);
  const postgres = await Postgres.start();
  try {
    const server = await Server.onPostgres(postgres.url);
    const line = await Line.to(server.port);
    try {
      await walk(tablet, postgres, server, line);
    } finally {
      await line.close();
      await server.stop();
    }
  } finally {
    await postgres.away();
  }
});
