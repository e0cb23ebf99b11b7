// Every screen, in three widths, left to right and right to left: no violation that axe can find,
// and nothing that runs out of the page sideways.

import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { registrationCode } from '../support/demo';
import { adviser, signIn, supervisor } from '../support/people';
import { expect, test } from '../support/test';

const widths = [360, 800, 1280];

async function inspect(page: Page, what: string): Promise<void> {
  for (const direction of ['ltr', 'rtl']) {
    await page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), direction);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
      expect.soft(found, `${what}, ${direction}, ${width} px`).toEqual([]);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(beyond, `${what}, ${direction}, ${width} px: sideways`).toBeLessThanOrEqual(0);
    }
  }
}

async function staff(chrome: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chrome.newContext({ locale: 'fr-FR' });
  return { context, page: await context.newPage() };
}

test('the adviser’s screens', async ({ server, chrome }) => {
  test.setTimeout(240_000);
  const { context, page } = await staff(chrome);
  await page.goto(`${server.url}/connexion`);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  await inspect(page, 'sign-in');
  await signIn(page, server.url, adviser());
  await inspect(page, 'list');
  const address = await page.locator('.card a').first().getAttribute('href');
  await page.goto(`${server.url}${address}`);
  await expect(page.locator('.roster-row').first()).toBeVisible();
  await inspect(page, 'attendance');
  await page.getByRole('tab', { name: /Code/ }).click();
  await inspect(page, 'code');
  await page.goto(`${server.url}${address}/souhaits`);
  await expect(page.getByLabel('Nom de famille')).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await inspect(page, 'interest with errors');
  await page.goto(`${server.url}/parcours`);
  await expect(page.locator('.line').first()).toBeVisible();
  await inspect(page, 'day');
  await page.goto(`${server.url}/parcours/personnes`);
  await page.locator('.line').first().getByRole('link').click();
  await expect(page.locator('.timeline-entry').first()).toBeVisible();
  await inspect(page, 'file');
  const file = page.url();
  await page.goto(`${file}/rendez-vous`);
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await inspect(page, 'interview to plan, with errors');
  await page.goto(`${file}/orientation`);
  await expect(page.locator('.card').first()).toBeVisible();
  await inspect(page, 'proposals');
  for (const path of ['/a-verifier', '/appareil', '/nulle-part', '/design']) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await inspect(page, path);
  }
  await context.close();
});

test('the supervisor’s screens', async ({ server, chrome }) => {
  test.setTimeout(420_000);
  const { context, page } = await staff(chrome);
  await signIn(page, server.url, supervisor());
  await inspect(page, 'interventions');
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
    '/suivi/centres',
    '/suivi/centres/nouveau',
  ]) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await inspect(page, path);
  }
  await context.close();
});

test('the signatory’s screens', async ({ server, chrome }) => {
  const { context, page } = await staff(chrome);
  for (const path of ['/r', `/r/${registrationCode()}`, `/r/${registrationCode()}?l=ar`, '/r/00000000']) {
    await page.goto(`${server.url}${path}`);
    for (const width of [320, ...widths]) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`), `${path}, ${width} px`).toEqual([]);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(beyond, `${path}, ${width} px: sideways`).toBeLessThanOrEqual(0);
    }
  }
  await context.close();
});
