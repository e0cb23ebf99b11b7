// The supervisor plans, imports a list as an office wrote it, and finds everything again.

import { join } from 'node:path';
import { adviser, identify, openDesk, peopleInAll, supervisor } from '../support/people';
import { throughTheDoor } from '../support/store';
import { expect, test } from '../support/test';

// Semicolons, Windows-1252, telephones with dots and +33, dates of several kinds: five people.
const roster = join(import.meta.dirname, '../../server/tests/rosters/bon-point-virgule-windows-1252.csv');

test('an intervention is planned, its list imported, and importing it again changes nothing', async ({ server, chrome }) => {
  const page = await openDesk(chrome, server.url);
  const before = await peopleInAll(page, server.url);
  await page.goto(`${server.url}/suivi/interventions`);
  await page.getByRole('link', { name: 'Planifier une intervention' }).click();
  await page.getByLabel('Centre', { exact: true }).selectOption({ index: 1 });
  const inAMonth = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel('Date').fill(inAMonth);
  await page.getByLabel('Heure de début').fill('09:30');
  await page.getByRole('radio', { name: 'Au centre' }).check();
  await page.getByRole('checkbox', { name: 'Bruno Exemple' }).check();
  await page.getByRole('button', { name: 'Planifier' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Centre fictif/ })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('9 h 30');

  await page.getByRole('link', { name: 'Importer la liste' }).click();
  const address = page.url();
  await page.locator('input[type=file]').setInputFiles(roster);
  // Before the person says so, nothing is written.
  const start = page.getByRole('button', { name: /^Importer \d+ personnes/ });
  await expect(start).toBeEnabled();
  const count = Number(((await start.textContent()) ?? '').replace(/\D/g, ''));
  expect(count).toBeGreaterThanOrEqual(3);
  expect(await peopleInAll(page, server.url)).toBe(before);

  await page.goto(address);
  await page.locator('input[type=file]').setInputFiles(roster);
  await start.click();
  await expect(page.getByText(`${count} personnes créées.`)).toBeVisible();
  expect(await peopleInAll(page, server.url)).toBe(before + count);

  await page.goto(address);
  await page.locator('input[type=file]').setInputFiles(roster);
  await expect(page.getByRole('tab', { name: `Déjà connues (${count})` })).toBeVisible();
  await expect(page.getByRole('tab', { name: /^Nouvelles/ })).toHaveText('Nouvelles (0)');

  await page.goto(`${server.url}/suivi/personnes`);
  await page.getByLabel(/Chercher/).fill('traore aissata');
  await expect(page.getByRole('row', { name: /EXEMPLE-TRAORÉ Aïssata/ })).toBeVisible();
  await page.context().close();
});

test('a file that is no list is refused with what to do, and nothing is written', async ({ server, chrome }) => {
  const page = await openDesk(chrome, server.url);
  const before = await peopleInAll(page, server.url);
  await page.goto(`${server.url}/suivi/interventions`);
  await page.locator('main a[href^="/suivi/interventions/"]:not([href$=nouvelle])').first().click();
  await page.getByRole('link', { name: 'Importer la liste' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'liste.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 rien'),
  });
  await expect(page.getByRole('alert')).toContainText(/PDF/);
  expect(await peopleInAll(page, server.url)).toBe(before);
  await page.context().close();
});

test('who is not signed in comes back to the page they asked for', async ({ server, chrome }) => {
  const context = await chrome.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${server.url}/suivi/chiffres`);
  const account = supervisor();
  await page.getByLabel('Identifiant').fill(account.login);
  await page.getByLabel('Mot de passe').fill(account.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Chiffres' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/suivi/chiffres');

  // A stranger's link cannot send anybody elsewhere.
  await page.goto(`${server.url}/connexion?retour=https://example.org/suivi`);
  await page.getByLabel('Identifiant').fill(account.login);
  await page.getByLabel('Mot de passe').fill(account.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page).toHaveURL(`${server.url}/suivi/interventions`);
  await context.close();

  // Nor is an adviser led away from a page of the room.
  const another = await chrome.newContext({ locale: 'fr-FR' });
  const room = await another.newPage();
  await room.goto(`${server.url}/a-verifier`);
  await identify(room, adviser());
  await throughTheDoor(room);
  await expect(room.getByText('Rien à vérifier')).toBeVisible();
  expect(new URL(room.url()).pathname).toBe('/a-verifier');
  await another.close();
});
