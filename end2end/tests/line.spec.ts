// Bad lines: what a device sent counts once, however the answer fares.

import type { Page } from '@playwright/test';
import type { Mischief } from '../support/line';
import { adviser, appIsKept, identify, mark, openTodaysIntervention, rows, send, signIn, waiting } from '../support/people';
import { protect } from '../support/store';
import { expect, test } from '../support/test';

const stories: [Mischief, string][] = [
  ['cut-answer', 'an answer cut in half'],
  ['lose-answer', 'a lost answer'],
  ['send-twice', 'a request that arrives twice'],
  ['portal', 'a captive portal'],
];

for (const [mischief, what] of stories) {
  test(`${what} changes nothing: marks are kept and count once`, async ({ line, tablet }) => {
    const page = await tablet.open(line.url);
    await signIn(page, line.url, adviser());
    await openTodaysIntervention(page);
    line.mischief = mischief;
    await mark(rows(page).nth(0), 'Présent·e');
    await mark(rows(page).nth(1), 'Absent·e');
    await expect.poll(() => line.met, { timeout: 20_000 }).toBeGreaterThan(0);
    if (mischief !== 'send-twice') await waiting(page, 2);
    await expect(rows(page).nth(0).getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
    line.mischief = 'none';
    await send(page, adviser());
    await waiting(page, 0);
    await expect(rows(page).nth(0).locator('.badge')).toHaveText('Envoyé');
    // Nothing came to be checked: a command decided twice would be a conflict with itself.
    await page.goto(`${line.url}/a-verifier`);
    await expect(page.getByText('Rien à vérifier')).toBeVisible();
  });
}

/** Gives everybody on the list another mark than they have. */
async function markAll(page: Page): Promise<void> {
  for (const row of await rows(page).all()) {
    const stands = await row.getByRole('button', { name: 'Excusé·e', pressed: true }).count();
    await mark(row, stands ? 'Présent·e' : 'Excusé·e');
  }
}

test('over the edge of a mobile network, a class of twenty is through within a minute', async ({ line, server, tablet }) => {
  const page = await tablet.open(line.url);
  await signIn(page, line.url, adviser());
  await appIsKept(page);
  await openTodaysIntervention(page);
  await expect(rows(page).nth(11)).toBeVisible();
  await server.stop();
  await markAll(page);
  // The demonstration's classes are small: eight more, of another day.
  await page.locator('#main').getByRole('link', { name: 'Mes interventions' }).click();
  await page.locator('.card').filter({ hasText: /^(?!.*12 attendu).*8 attendu/s }).first().getByRole('link').click();
  await expect(rows(page)).toHaveCount(8);
  await markAll(page);
  await waiting(page, 20);

  line.weak = true;
  await server.up();
  const began = Date.now();
  await send(page, adviser());
  const seconds = (Date.now() - began) / 1000;
  await waiting(page, 0);
  test.info().annotations.push({ type: 'class of twenty', description: `${seconds} s, ${line.met} answers cut` });
  expect(line.met).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(60);
});

test('a first way in over a line that takes minutes is waited for', async ({ line, tablet }) => {
  const page = await tablet.open('about:blank');
  await page.clock.install();
  // The service worker begins with the room's page, and is there once it has kept all of it.
  const release = line.hold(/^\/$/);
  await page.goto(`${line.url}/connexion`);
  await identify(page, adviser());
  await protect(page);
  for (let minutes = 0; minutes < 4; minutes += 1) {
    await page.clock.fastForward(50_000);
    await page.waitForTimeout(1_000);
  }
  await expect(page.getByRole('button', { name: 'Ouverture…' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  release();
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible({ timeout: 30_000 });
});
