// Two advisers mark one person differently: the first mark stays, the second becomes a question with two
// sides, which one press answers. What was refused is adopted by a supervisor.

import type { Locator, Page } from '@playwright/test';
import { adviser, assignEverybody, followUpIsKept, mark, officeAndTablet, rows, send, signIn, waiting } from '../support/people';
import type { Server } from '../support/server';
import type { Tablet } from '../support/tablet';
import { expect, test } from '../support/test';

/** A supervisor, and two advisers who marked the first person of a class without seeing each other's mark. */
async function disagreement(
  server: Server,
  office: Tablet,
  tablet: Tablet,
  otherTablet: Tablet,
): Promise<{ desk: Page; alice: Page; bruno: Page; address: string; name: string }> {
  // The supervisor puts both advisers on one intervention.
  const { desk, alice, address } = await officeAndTablet(server.url, office, tablet);
  await assignEverybody(desk, server.url, address);
  const bruno = await otherTablet.open(server.url);
  await signIn(bruno, server.url, adviser(1));
  await bruno.goto(`${server.url}${address}`);
  await alice.goto(`${server.url}${address}`);
  await expect(rows(bruno).first()).toBeVisible();
  const name = ((await rows(bruno).nth(0).locator('.roster-name').textContent()) ?? '').trim();
  await server.stop();
  await mark(rows(alice).nth(0), 'Présent·e');
  await mark(rows(bruno).nth(0), 'Absent·e');
  await server.up();
  await send(alice, adviser(0));
  await send(bruno, adviser(1));
  await expect(pressed(bruno, 'Présent·e')).toHaveAttribute('aria-pressed', 'true');
  return { desk, alice, bruno, address, name };
}

/** The name that the account of a page is called by. */
async function nameOn(page: Page): Promise<string> {
  return ((await page.locator('.menu-name').textContent()) ?? '').trim();
}

/** A mark of the first person. */
function pressed(page: Page, word: string): Locator {
  return rows(page).nth(0).getByRole('button', { name: word });
}

/** The question on an adviser's or a supervisor's page. */
function question(page: Page): Locator {
  return page.getByRole('group', { name: /Que faut-il inscrire pour/ });
}

/** The card at the desk that tells of the first person. */
function cardOf(desk: Page, name: string): Locator {
  return desk.locator('.card', { has: desk.getByRole('heading', { name }) });
}

test('an adviser sees both sides of a question and keeps the mark that is proposed', async ({
  server,
  office,
  tablet,
  otherTablet,
}) => {
  const { desk, alice, bruno, address, name } = await disagreement(server, office, tablet, otherTablet);
  const [aliceName, brunoName] = [await nameOn(alice), await nameOn(bruno)];
  await bruno.getByRole('link', { name: /À vérifier/ }).click();
  await expect(bruno.getByText('Une autre personne a noté autre chose')).toBeVisible();
  const main = bruno.getByRole('main');
  await expect(main).toContainText(`Reçu en premier« Présent·e », par ${aliceName}`);
  await expect(main).toContainText('Reçu ensuite« Absent·e », par vous');
  const buttons = question(bruno).getByRole('button');
  await expect(buttons).toHaveText(['Garder « Présent·e » (proposé)', 'Inscrire « Absent·e »']);
  for (const button of await buttons.all()) {
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
  }
  await buttons.first().click();
  await expect(question(bruno)).toHaveCount(0);
  await send(bruno, adviser(1));
  await bruno.goto(`${server.url}${address}`);
  await expect(pressed(bruno, 'Présent·e')).toHaveAttribute('aria-pressed', 'true');

  // The supervisor sees by whom it was settled, and closes it.
  await desk.goto(`${server.url}/suivi/a-verifier`);
  const card = cardOf(desk, name);
  await expect(card).toContainText(`Réglé« Présent·e » choisi par ${brunoName}`);
  await expect(card.getByRole('group')).toHaveCount(0);
  await card.getByRole('button', { name: /J'ai vu/ }).click();
  await expect(card).toHaveCount(0);
});

test('an adviser answers without a network, and their own mark stands once it is sent', async ({
  server,
  office,
  tablet,
  otherTablet,
}) => {
  const { alice, bruno, address } = await disagreement(server, office, tablet, otherTablet);
  await followUpIsKept(bruno);
  await server.stop();
  await bruno.getByRole('link', { name: /À vérifier/ }).click();
  await question(bruno).getByRole('button', { name: 'Inscrire « Absent·e »' }).click();
  await expect(question(bruno)).toHaveCount(0);
  await waiting(bruno, 1);
  await server.up();
  await send(bruno, adviser(1));
  await alice.goto(`${server.url}${address}`);
  await send(alice, adviser(0));
  await expect(pressed(alice, 'Absent·e')).toHaveAttribute('aria-pressed', 'true');
});

test('a supervisor answers, and the adviser is told by whom', async ({ server, office, tablet, otherTablet }) => {
  const { desk, bruno, name } = await disagreement(server, office, tablet, otherTablet);
  await bruno.getByRole('link', { name: /À vérifier/ }).click();
  await expect(question(bruno)).toBeVisible();
  await desk.goto(`${server.url}/suivi/a-verifier`);
  const card = cardOf(desk, name);
  await card.getByRole('button', { name: 'Inscrire « Absent·e »' }).click();
  await expect(card).toHaveCount(0);
  await bruno.reload();
  await expect(bruno.getByRole('main')).toContainText(/Réglé« Absent·e » choisi par/, { timeout: 20_000 });
  await expect(question(bruno)).toHaveCount(0);
  await bruno.getByRole('button', { name: "J'ai vu" }).click();
  await expect(bruno.getByText('Rien à vérifier')).toBeVisible();
});

test('a supervisor adopts what an adviser was not allowed any more, and the adviser is told', async ({
  server,
  office,
  tablet,
}) => {
  const { desk, alice, address } = await officeAndTablet(server.url, office, tablet);
  await alice.goto(`${server.url}${address}`);
  await expect(rows(alice).first()).toBeVisible();
  // The visit is given to somebody else while the tablet has no network.
  await tablet.context.setOffline(true);
  await mark(rows(alice).nth(0), 'Excusé·e');
  await desk.goto(`${server.url}/suivi/interventions/${address.split('/').at(-1)}`);
  const team = desk.getByRole('group', { name: /Qui anime/ });
  const own = team.getByRole('checkbox', { name: await nameOn(alice) });
  await expect(own).toBeChecked();
  for (const box of await team.getByRole('checkbox').all()) await box.check();
  await own.uncheck();
  await desk.getByRole('button', { name: /Enregistrer|Confier/ }).click();
  await expect(desk.getByRole('status').filter({ hasText: /confi|enregistr/i }).first()).toBeVisible();
  await tablet.context.setOffline(false);
  await send(alice, adviser(0));
  await desk.goto(`${server.url}/suivi/a-verifier`);
  const card = desk.locator('.card', { hasText: 'Excusé·e' });
  await expect(card).toContainText(/SaisiePrésence à l'interventionPrésenceExcusé·e/);
  await card.getByRole('button', { name: /Reprendre à mon compte/ }).click();
  await expect(card).toHaveCount(0);
  await alice.goto(`${server.url}/a-verifier`);
  await expect(alice.getByRole('main')).toContainText(/repris par/, { timeout: 20_000 });
});
