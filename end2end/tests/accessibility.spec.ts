// Every screen, in three widths, left to right and right to left: no violation that axe can find,
// and nothing that runs out of the page sideways.

import type { Browser, BrowserContext, Page } from '@playwright/test';
import { registrationCode } from '../support/demo';
import { inspect, settled, violations } from '../support/look';
import { adviser, identify, signIn, supervisor } from '../support/people';
import { throughTheDoor } from '../support/store';
import { expect, test } from '../support/test';

const widths = [360, 800, 1280];

async function bothWays(page: Page, what: string): Promise<void> {
  await settled(page);
  for (const direction of ['ltr', 'rtl']) {
    await page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), direction);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await inspect(page, `${what}, ${direction}, ${width} px`);
    }
  }
}

async function staff(chrome: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chrome.newContext({ locale: 'fr-FR' });
  return { context, page: await context.newPage() };
}

test('an inspection finds what is wrong', async ({ chrome }) => {
  const page = await chrome.newPage();
  await page.setContent('<html lang="fr"><title>Exemple</title><main><h1>Exemple</h1><img src="data:,"></main>');
  expect(await violations(page)).toEqual(['image-alt: img']);
  await page.close();
});

test('the adviser’s screens', async ({ server, chrome }) => {
  test.setTimeout(240_000);
  const { context, page } = await staff(chrome);
  await page.goto(`${server.url}/connexion`);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  await bothWays(page, 'sign-in');
  await signIn(page, server.url, adviser());
  await bothWays(page, 'list');
  const address = await page.locator('.card a').first().getAttribute('href');
  await page.goto(`${server.url}${address}`);
  await expect(page.locator('.roster-row').first()).toBeVisible();
  await bothWays(page, 'attendance');
  await page.getByRole('tab', { name: /Code/ }).click();
  await bothWays(page, 'code');
  await page.goto(`${server.url}${address}/souhaits`);
  await expect(page.getByLabel('Nom de famille')).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await bothWays(page, 'interest with errors');
  await page.goto(`${server.url}/parcours`);
  await expect(page.locator('.line').first()).toBeVisible();
  await bothWays(page, 'day');
  await page.goto(`${server.url}/parcours/personnes`);
  await page.locator('.line').first().getByRole('link').click();
  await expect(page.locator('.timeline-entry').first()).toBeVisible();
  await bothWays(page, 'file');
  const file = page.url();
  await page.goto(`${file}/rendez-vous`);
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await bothWays(page, 'interview to plan, with errors');
  await page.goto(file.replace('/parcours/personnes/', '/orientation/'));
  await expect(page.locator('.card').first()).toBeVisible();
  await bothWays(page, 'proposals');
  for (const path of ['/a-verifier', '/appareil', '/nulle-part', '/design']) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await bothWays(page, path);
  }
  await context.close();
});

test('the door’s screens', async ({ server, chrome }) => {
  test.setTimeout(240_000);
  const { context, page } = await staff(chrome);
  await page.goto(`${server.url}/connexion`);
  await identify(page, adviser());
  await expect(page.locator('.secret-phrase')).toBeVisible();
  await page.getByRole('button', { name: 'Protéger et ouvrir' }).click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await bothWays(page, 'phrase, with an error');
  await throughTheDoor(page);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
  await page.locator('.menu summary').click();
  await bothWays(page, 'menu');
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await page.getByRole('button', { name: 'Ouvrir', exact: true }).click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await bothWays(page, 'locked, with an error');
  await page.getByRole('button', { name: "Ce n'est pas moi" }).click();
  await expect(page.getByRole('heading', { name: 'Sur cet appareil' })).toBeVisible();
  await bothWays(page, 'others on this device');
  await page.getByRole('button', { name: 'Revenir' }).click();
  await page.getByRole('button', { name: "Je ne l'ai plus" }).click();
  await identify(page, adviser());
  await expect(page.getByRole('button', { name: 'Choisir une nouvelle phrase' })).toBeVisible();
  await bothWays(page, 'phrase once more');
  await context.close();

  const nothing = await staff(chrome);
  await nothing.context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await nothing.page.goto(`${server.url}/connexion`);
  await identify(nothing.page, adviser());
  await expect(nothing.page.getByRole('alert')).toBeVisible();
  await bothWays(nothing.page, 'nothing can be kept');
  await nothing.context.close();
});

test('the supervisor’s screens', async ({ server, chrome }) => {
  test.setTimeout(420_000);
  const { context, page } = await staff(chrome);
  await signIn(page, server.url, supervisor());
  await bothWays(page, 'interventions');
  const address = await page.locator('main a[href^="/suivi/interventions/"]:not([href$=nouvelle])').first().getAttribute('href');
  for (const path of [
    '/suivi/interventions/nouvelle',
    address ?? '',
    `${address}/liste`,
    '/suivi/creneaux',
    '/suivi/creneaux/nouveaux',
    '/suivi/personnes',
    '/suivi/dispositifs',
    '/suivi/dispositifs/nouveau',
    '/suivi/partenaires',
    '/suivi/partenaires/nouveau',
    '/suivi/chiffres',
    '/suivi/a-verifier',
    '/suivi/envois',
    '/suivi/comptes',
    '/suivi/comptes/nouveau',
    '/suivi/appareils',
    '/suivi/centres',
    '/suivi/centres/nouveau',
  ]) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await bothWays(page, path);
  }
  await context.close();
});

test('the signatory’s screens', async ({ server, chrome }) => {
  const { context, page } = await staff(chrome);
  for (const path of ['/r', `/r/${registrationCode()}`, `/r/${registrationCode()}?l=ar`, '/r/00000000']) {
    await page.goto(`${server.url}${path}`);
    for (const width of [320, ...widths]) {
      await page.setViewportSize({ width, height: 900 });
      await inspect(page, `${path}, ${width} px`);
    }
  }
  await context.close();
});
