// The life of a request, from the form to the scheme, in the words of the screens.

import { type Browser, type Page, expect } from '@playwright/test';
import { type Account, registrationCode } from './demo';
import { everythingIsSent, identify } from './people';
import type { Server } from './server';
import { throughTheDoor } from './store';

/** The number people register with: of the range reserved for fiction. */
export const NUMBER = '06 39 98 44 66';

/** A day some days from now, as a date control takes it. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** A browser of somebody without an account: on a phone, and without JavaScript unless asked for. */
export async function visitor(chrome: Browser, options: { locale?: string; script?: boolean; width?: number } = {}): Promise<Page> {
  const context = await chrome.newContext({
    javaScriptEnabled: options.script ?? false,
    locale: options.locale ?? 'fr-FR',
    viewport: { width: options.width ?? 360, height: 740 },
  });
  return context.newPage();
}

/** Registers at the visit of today of the first adviser; gives the receipt's code. */
export async function register(page: Page, url: string, name: string): Promise<string> {
  await page.goto(`${url}/r/${registrationCode()}`);
  await page.locator('input[name^="wish-"]').first().check();
  await page.locator('input[name="family_name"]').fill(name);
  await page.locator('input[type=radio][value="call"]').check();
  await page.locator('input[type=tel]').fill(NUMBER);
  await page.locator('input[name="consent"]').check();
  await page.getByRole('button').click();
  return (await page.locator('.receipt-code').textContent()) ?? '';
}

/** Opens one's own request with the receipt. */
export async function openOwn(page: Page, url: string, code: string): Promise<void> {
  await page.goto(`${url}/s`);
  await page.locator('#code').fill(code);
  await page.locator('#phone').fill(NUMBER);
  await page.locator('main button').click();
  await expect(page).toHaveURL(/\/s\/moi/);
}

/** Opens a person's file on the adviser's device; gives its address. */
export async function openFile(page: Page, url: string, name: string): Promise<string> {
  await page.goto(`${url}/parcours/personnes`);
  await page.getByLabel('Chercher un nom').fill(name);
  await page.getByRole('main').getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return page.url();
}

/** Fills in the form of an interview and saves it. */
export async function plan(page: Page, day: string, time: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Date' }).fill(day);
  await page.getByLabel('Heure').fill(time);
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).click();
  await expect(page.getByRole('heading', { name: 'Entretien', exact: true })).toBeVisible();
}

/** From a file: plans an interview and writes down what it found. Ends at the proposals. */
export async function interview(page: Page, decided: RegExp, level: string): Promise<void> {
  await page.getByRole('link', { name: 'Prévoir un entretien' }).click();
  await plan(page, inDays(2), '10:30');
  await page.getByRole('link', { name: "Noter l'entretien" }).click();
  await page.getByRole('checkbox', { name: decided }).check();
  await page.getByLabel('Niveau de français constaté').selectOption(level);
  await page.getByRole('button', { name: "Enregistrer l'entretien" }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Proposer un dispositif' })).toBeVisible();
}

/** Sends a referral from the proposals: to the scheme named, or to the one that fits best. Ends at
 * its page, known to the server; gives the scheme's title. */
export async function refer(page: Page, scheme?: string): Promise<string> {
  const cards = page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('button', { name: /Orienter/ }) });
  if (scheme) await page.getByText(/Ne conviennent pas tout à fait/).click();
  const card = scheme ? cards.filter({ hasText: scheme }) : cards.first();
  const title = scheme ?? (await card.getByRole('heading').textContent()) ?? '';
  await card.getByRole('button', { name: /Orienter/ }).click();
  await page.getByRole('button', { name: "Envoyer l'orientation" }).click();
  await page.getByRole('main').getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orientation' })).toBeVisible();
  await everythingIsSent(page);
  return title;
}

/** Copies the partner's link from a referral's page, as somebody who then pastes it. */
export async function copyLink(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copier le lien du partenaire' }).click();
  await expect(page.getByText('Lien copié.')).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** A partner answers, with the days and choices that belong to the answer. */
export async function answer(page: Page, title: RegExp, given: Record<string, string> = {}): Promise<void> {
  await page.getByRole('radio', { name: title }).check();
  for (const [label, value] of Object.entries(given)) {
    const field = page.getByLabel(label).and(page.locator('input:not([type=radio]), select'));
    if ((await field.evaluate((it) => it.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
}

/** The link of the latest message with this subject whose page is about this person. */
export async function linkByMail(page: Page, server: Server, subject: string, name: string): Promise<string> {
  let found = '';
  // The server's own round may have taken the message up before the story moved the clock on, and be sending it.
  await expect(async () => {
    const sent = server.messages.filter((message) => message.subject === subject).reverse();
    for (const message of sent) {
      found = message.body.match(/http\S+\/p\/[0-9a-f]+/)?.[0] ?? '';
      expect(found, `a message with a link: ${message.body}`).not.toBe('');
      await page.goto(found);
      if (await page.getByText(new RegExp(name, 'i')).count()) return;
    }
    throw new Error(`no message "${subject}" is about the person`);
  }).toPass({ timeout: 10_000 });
  return found;
}

/** After days without use: the session has ended, what is on the device has not. */
export async function comeBack(page: Page, account: Account): Promise<void> {
  await page.reload();
  await page.getByRole('link', { name: 'Se reconnecter' }).click();
  await identify(page, account);
  await throughTheDoor(page);
  await everythingIsSent(page);
}

/** How many people the supervisor's figures count at a step. */
export async function counted(page: Page, url: string, step: string): Promise<number> {
  await page.goto(`${url}/suivi/chiffres`);
  const count = page.locator('.funnel-step').filter({ hasText: step }).locator('.funnel-count');
  return Number(((await count.textContent()) ?? '').replace(/\D/g, ''));
}

/** What happened to a person, as the export of the figures' page says it. */
export async function exportedEvents(page: Page, url: string, name: string): Promise<string[]> {
  await page.goto(`${url}/suivi/chiffres`);
  const address = await page.getByRole('link', { name: 'Une ligne par événement (CSV)' }).getAttribute('href');
  const file = await page.request.get(url + (address ?? ''));
  expect(file.ok()).toBe(true);
  const lines = (await file.text()).split(/\r?\n/).map((line) => line.split(';'));
  return lines.filter((cells) => cells[1]?.toLowerCase() === name.toLowerCase()).map((cells) => cells[4]);
}
