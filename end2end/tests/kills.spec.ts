// Power cuts at moments nobody chose: of the browser, of a page of it, of the server, of its database. What was shown as kept is
// there afterwards, once, on the device and at the server.

import { setTimeout as pause } from 'node:timers/promises';
import { type Page } from '@playwright/test';
import { adviser, appIsKept, openTodaysIntervention, rows, send, signIn, waiting } from '../support/people';
import { Postgres } from '../support/postgres';
import { Server } from '../support/server';
import type { Tablet } from '../support/tablet';
import { expect, test } from '../support/test';

/** How often each is killed. More by hand: the moments are others every time. */
const KILLS = Number(process.env.PASSERELLE_KILLS ?? 8);
const WORDS = ['Présent·e', 'Absent·e', 'Excusé·e'] as const;
type Word = (typeof WORDS)[number] | '';

/** What each row says. */
function marks(page: Page): Promise<Word[]> {
  return rows(page).evaluateAll((all) =>
    all.map((row) => (row.querySelector('button[aria-pressed=true]')?.textContent ?? '').trim() as Word),
  );
}

/** Whether the row shows, at this moment, the mark as kept somewhere. */
function isShownAsKept(page: Page, row: number, word: Word): Promise<boolean> {
  return rows(page)
    .nth(row)
    .evaluate((it, said) => {
      const pressed = it.querySelector('button[aria-pressed=true]')?.textContent?.trim();
      return pressed === said && /Enregistré ici|Envoyé/.test(it.querySelector('.badge')?.textContent ?? '');
    }, word);
}

/** A mark that the row does not bear yet. */
function another(standing: Word, round: number): Exclude<Word, ''> {
  const others = WORDS.filter((word) => word !== standing);
  return others[round % others.length];
}

async function opened(tablet: Tablet, server: Server, address: string): Promise<Page> {
  const page = await tablet.open(`${server.url}${address}`);
  await expect(rows(page).first()).toBeVisible();
  return page;
}

/** Everything reaches the server, without a question left, and another tablet shows the same. */
async function everybodyAgrees(
  page: Page,
  server: Server,
  other: Tablet,
  address: string,
  said?: Word[],
): Promise<void> {
  await send(page, adviser());
  // A session that was lost with the browser led through the sign-in.
  await page.goto(`${server.url}${address}`);
  await expect(rows(page).first()).toBeVisible();
  await waiting(page, 0);
  const here = await marks(page);
  if (said) expect(here, 'what was entered').toEqual(said);
  await page.goto(`${server.url}/a-verifier`);
  await expect(page.getByText('Rien à vérifier')).toBeVisible();
  const there = await other.open(server.url);
  await signIn(there, server.url, adviser());
  await there.goto(`${server.url}${address}`);
  await expect.poll(() => marks(there)).toEqual(here);
}

const deaths: [string, (tablet: Tablet) => Promise<void>][] = [
  [
    'the browser',
    async (tablet) => {
      await tablet.kill();
      await tablet.start();
    },
  ],
  ['a page', (tablet) => tablet.killPages()],
];

for (const [what, die] of deaths) {
  test(`SIGKILL to ${what} at any moment takes away nothing that was shown as kept`, async ({
    server,
    tablet,
    otherTablet,
  }) => {
    test.setTimeout(60_000 + KILLS * 20_000);
    let page = await tablet.open(server.url);
    await signIn(page, server.url, adviser());
    await appIsKept(page);
    const address = await openTodaysIntervention(page);
    const lost: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      // Half of the time with a server, so that it also dies in the middle of an exchange.
      if (round === Math.floor(KILLS / 2)) await server.kill();
      const row = round % (await rows(page).count());
      const before = (await marks(page))[row];
      const word = another(before, round);
      await rows(page).nth(row).getByRole('button', { name: word }).click();
      await pause(Math.random() * 120);
      const kept = await isShownAsKept(page, row, word);
      await die(tablet);
      page = await opened(tablet, server, address);
      const after = (await marks(page))[row];
      if (kept ? after !== word : after !== word && after !== before) {
        lost.push(`round ${round}: ${before} → ${word}, shown as kept: ${kept}, found ${after}`);
      }
    }
    expect(lost, 'marks lost').toEqual([]);
    await server.up();
    await everybodyAgrees(page, server, otherTablet, address);
  });
}

/** Marks people in turn, and lets it happen at some moment of the exchange. What each row has to say in the end. */
async function markThrough(page: Page, happens: () => Promise<void>): Promise<Word[]> {
  const said = await marks(page);
  for (let round = 0; round < KILLS; round += 1) {
    const row = round % said.length;
    const word = another(said[row], round);
    said[row] = word;
    await rows(page).nth(row).getByRole('button', { name: word }).click();
    await expect.poll(() => isShownAsKept(page, row, word)).toBe(true);
    // What was entered leaves 400 ms later, or when somebody presses.
    const press = page.getByRole('button', { name: 'Envoyer' }).click({ timeout: 1_000 });
    await Promise.all([press.catch(() => undefined), pause(Math.random() * 150)]);
    await happens();
  }
  return said;
}

test('SIGKILL to the server while it is spoken to loses nothing and does nothing twice', async ({
  server,
  tablet,
  otherTablet,
}) => {
  test.setTimeout(60_000 + KILLS * 10_000);
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  const address = await openTodaysIntervention(page);
  const said = await markThrough(page, async () => {
    await server.kill();
    await server.up();
  });
  await everybodyAgrees(page, server, otherTablet, address, said);
});

test('SIGKILL to PostgreSQL while the server works with it loses nothing and does nothing twice', async ({
  tablet,
  otherTablet,
}) => {
  test.setTimeout(120_000 + KILLS * 15_000);
  const postgres = await Postgres.start();
  try {
    const server = await Server.onPostgres(postgres.url);
    try {
      const page = await tablet.open(server.url);
      await signIn(page, server.url, adviser());
      const address = await openTodaysIntervention(page);
      const said = await markThrough(page, async () => {
        await postgres.kill();
        await postgres.up();
      });
      await everybodyAgrees(page, server, otherTablet, address, said);
      expect(postgres.ask('select count(*) - count(distinct hash) from command_log'), 'entries decided twice').toBe('0');
    } finally {
      await server.stop();
    }
  } finally {
    await postgres.away();
  }
});
