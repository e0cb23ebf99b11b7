// What one person enters shows on the open pages of others, without anybody touching them.

import { type Locator, type Page } from '@playwright/test';
import { adviser, assignEverybody, mark, officeAndTablet, rows, send, signIn } from '../support/people';
import { expect, test } from '../support/test';

/** The longest time until others see what was sent. */
const SOON = 2_000;

function pressed(page: Page, word: string): Locator {
  return rows(page).nth(0).getByRole('button', { name: word, pressed: true });
}

function present(desk: Page, id: string): Locator {
  return desk.getByRole('row').filter({ has: desk.locator(`a[href$="/suivi/interventions/${id}"]`) });
}

test('a mark shows on a colleague’s tablet and on the supervisor’s open page within two seconds', async ({
  server,
  office,
  tablet,
  otherTablet,
}) => {
  const { desk, alice, address } = await officeAndTablet(server.url, office, tablet);
  const id = await assignEverybody(desk, server.url, address);
  const bruno = await otherTablet.open(server.url);
  await signIn(bruno, server.url, adviser(1));
  await bruno.goto(`${server.url}${address}`);
  await alice.goto(`${server.url}${address}`);
  await expect(rows(bruno).first()).toBeVisible();
  await desk.goto(`${server.url}/suivi/interventions`);
  const row = present(desk, id);
  const link = row.getByRole('link').first();
  await link.focus();
  const before = (await row.textContent()) ?? '';

  await mark(rows(alice).nth(0), 'Présent·e');
  await send(alice, adviser(0));
  await expect(pressed(bruno, 'Présent·e')).toBeVisible({ timeout: SOON });
  await expect(row).not.toHaveText(before, { timeout: SOON });
  // The list was made anew, and the keyboard is where it was.
  await expect(link).toBeFocused();
});

test('after the server was away, open pages learn what happened meanwhile', async ({
  server,
  office,
  tablet,
}) => {
  const { desk, alice, address } = await officeAndTablet(server.url, office, tablet);
  const id = address.split('/').at(-1) ?? '';
  await alice.goto(`${server.url}${address}`);
  const row = present(desk, id);
  await expect(row).toBeVisible();
  const before = (await row.textContent()) ?? '';

  await server.stop();
  await mark(rows(alice).nth(0), 'Présent·e');
  await server.up();
  await send(alice, adviser(0));
  // The browser asks for the stream again by itself, some seconds after it broke.
  await expect(row).not.toHaveText(before, { timeout: 15_000 });
});
