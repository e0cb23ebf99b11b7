// Power cuts at moments nobody chose: of the browser, of a page of it, of the server. What was shown as kept is
// there afterwards, once, on the device and at the server.

import { setTimeout as pause } from 'node:timers/promises';
import { type Page } from '@playwright/test';
import { adviser, appIsKept, openTodaysIntervention, rows, send, signIn, waiting } from '../support/people';
import type { Server } from '../support/server';
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
async function everybodyAgrees(page: Page, server: Server, other: Tablet, address: string): Promise<void> {
  await send(page, adviser());
  // A session that was lost with the browser led through the sign-in.
  await page.goto(`${server.url}${address}`);
  await expect(rows(page).first()).toBeVisible();
  await waiting(page, 0);
  const here = await marks(page);
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

test('SIGKILL to the server while it is spoken to loses nothing and does nothing twice', async ({
  server,
  tablet,
  otherTablet,
}) => {
  test.setTimeout(60_000 + KILLS * 10_000);
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  const address = await openTodaysIntervention(page);
  const people = await rows(page).count();
  for (let round = 0; round < KILLS; round += 1) {
    const row = round % people;
    const word = another((await marks(page))[row], round);
    await rows(page).nth(row).getByRole('button', { name: word }).click();
    await expect.poll(() => isShownAsKept(page, row, word)).toBe(true);
    // What was entered leaves 400 ms later, or when somebody presses.
    const press = page.getByRole('button', { name: 'Envoyer' }).click({ timeout: 1_000 });
    await Promise.all([press.catch(() => undefined), pause(Math.random() * 150)]);
    await server.kill();
    await server.up();
  }
  await everybodyAgrees(page, server, otherTablet, address);
});
