// A partner on the pages of a link: without JavaScript, and once more with it, so that axe can look at
// each page.

import type { Browser, Page } from '@playwright/test';
import { answer, copyLink, counted, exportedEvents, inDays, interview, openFile, refer, register, visitor } from '../support/life';
import { look as lookAt } from '../support/look';
import { adviser, everythingIsSent, openDesk, signIn } from '../support/people';
import type { Server } from '../support/server';
import { expect, test } from '../support/test';

/** Somebody registers and is referred; gives the partner's link. */
async function referredTo(server: Server, chrome: Browser, page: Page, name: string, scheme?: string): Promise<string> {
  await register(await visitor(chrome), server.url, name);
  await signIn(page, server.url, adviser());
  await openFile(page, server.url, name);
  await interview(page, scheme ? /socialisation/i : /Cours de français/, 'A2');
  await refer(page, scheme);
  return copyLink(page);
}

const look = (page: Page, what: string): Promise<void> => lookAt(page, what, [360, 1280]);

test('refused for want of places, then on the waiting list, then inside', async ({ server, office, chrome }) => {
  test.setTimeout(180_000);
  const name = 'Fictif-Liste';
  const scheme = 'Atelier parents';
  const page = await office.open(server.url);
  const partner = await visitor(chrome, { width: 1280 });
  await partner.goto(await referredTo(server, chrome, page, name, scheme));
  const desk = await openDesk(chrome, server.url);
  const before = await counted(desk, server.url, 'Entrées en dispositif');

  // All eight places are taken: accepting is not offered, refusing needs its reason.
  await expect(partner.getByText('Toutes vos places sont prises')).toBeVisible();
  await expect(partner.getByRole('radio', { name: /J’accepte/ })).toHaveCount(0);
  await answer(partner, /Je refuse/);
  await expect(partner.getByRole('alert')).toContainText('Choisissez un motif.');
  await answer(partner, /Je refuse/, { Motif: 'full' });
  await expect(partner.getByText('Refusée', { exact: true })).toBeVisible();
  await everythingIsSent(page);
  await page.reload();
  await expect(page.getByText("Demander la liste d'attente")).toBeVisible();

  // A refusal for want of places is not the end.
  await answer(partner, /Je mets en liste d’attente/);
  await expect(partner.getByText('En liste d’attente', { exact: true })).toBeVisible();
  await partner.getByRole('link', { name: 'Orientations et places' }).click();
  const places = partner.locator('.card', { has: partner.getByRole('heading', { name: scheme }) });
  await expect(places).toContainText('8 places prises sur 8, 0 libre.');
  await places.getByLabel('Places libres').fill('1');
  await places.getByRole('button', { name: 'Enregistrer les places' }).click();
  await expect(partner.getByText('Vos places sont enregistrées.')).toBeVisible();
  await expect(places).toContainText('8 places prises sur 9, 1 libre.');

  await partner.getByRole('link', { name: 'Cette orientation' }).click();
  await answer(partner, /J’accepte/);
  await expect(partner.getByText('Acceptée, pas encore entrée')).toBeVisible();
  await answer(partner, /La personne est entrée/, { 'Jour de l’entrée': inDays(0) });
  await expect(partner.getByText('Entrée dans le dispositif')).toBeVisible();
  await partner.getByRole('link', { name: 'Orientations et places' }).click();
  await expect(places).toContainText('9 places prises sur 9, 0 libre.');

  await page.reload();
  await everythingIsSent(page);
  await expect(page.locator('.badge', { hasText: 'Entrée en dispositif' })).toBeVisible();
  expect(await counted(desk, server.url, 'Entrées en dispositif')).toBe(before + 1);
  expect((await exportedEvents(desk, server.url, name)).slice(-5)).toEqual([
    'Orientation envoyée',
    'Orientation refusée',
    "Orientation en liste d'attente",
    'Orientation acceptée',
    'Entrée en dispositif',
  ]);
});

test('every page of a link is fit for all, at every width', async ({ server, office, chrome }) => {
  test.setTimeout(180_000);
  const page = await office.open(server.url);
  const partner = await visitor(chrome, { script: true });
  const link = await referredTo(server, chrome, page, 'Fictif-Regard');
  await partner.goto(link);
  await expect(partner.locator('script')).toHaveCount(0);
  await look(partner, 'referral');
  await partner.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await look(partner, 'nothing chosen');
  await answer(partner, /Je refuse/, { Motif: 'other' });
  await expect(partner.getByRole('alert')).toContainText('Précisez le motif en quelques mots.');
  await look(partner, 'refused without a word');
  await answer(partner, /J’accepte/, { 'Premier jour prévu': inDays(3) });
  await look(partner, 'accepted');

  await partner.getByRole('link', { name: 'Orientations et places' }).click();
  await look(partner, 'board');
  const places = partner.getByLabel('Places libres').first();
  await places.fill('501');
  await partner.getByRole('button', { name: 'Enregistrer les places' }).first().click();
  await expect(partner.getByRole('alert')).toContainText('entre 0 et 500');
  await look(partner, 'board with errors');

  await partner.getByRole('link', { name: 'Cette orientation' }).click();
  await answer(partner, /La personne est entrée/, { 'Jour de l’entrée': inDays(0) });
  await look(partner, 'entered');
  await answer(partner, /La personne a abandonné/, { 'Jour du départ': inDays(0) });
  await look(partner, 'over');
  await partner.goto(link);
  await expect(partner.getByRole('heading', { level: 1, name: 'Ce lien n’est plus valable' })).toBeVisible();
  await look(partner, 'closed');
  await partner.getByRole('button', { name: 'Demander un nouveau lien' }).click();
  await look(partner, 'asked');
});
