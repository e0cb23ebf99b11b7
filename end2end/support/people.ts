// What people do, in the words of the screens.

import { type Browser, type Locator, type Page, expect } from '@playwright/test';
import { type Account, accounts } from './demo';
import type { Tablet } from './tablet';

/** A supervisor at the office and the first adviser on a tablet, with the first of the adviser's interventions. */
export async function officeAndTablet(
  url: string,
  office: Tablet,
  tablet: Tablet,
): Promise<{ desk: Page; alice: Page; address: string }> {
  const desk = await office.open(url);
  await signIn(desk, url, supervisor());
  const alice = await tablet.open(url);
  await signIn(alice, url, adviser(0));
  const address = (await alice.locator('.card a').first().getAttribute('href')) ?? '';
  return { desk, alice, address };
}

/** The supervisor puts all advisers on an intervention. Gives its identity. */
export async function assignEverybody(desk: Page, url: string, address: string): Promise<string> {
  const id = address.split('/').at(-1) ?? '';
  await desk.goto(`${url}/suivi/interventions/${id}`);
  const team = desk.getByRole('group', { name: /Qui anime/ });
  await expect(team.getByRole('checkbox').first()).toBeVisible();
  for (const box of await team.getByRole('checkbox').all()) await box.check();
  await desk.getByRole('button', { name: /Enregistrer|Confier/ }).click();
  await expect(desk.getByRole('status').filter({ hasText: /confi|enregistr/i }).first()).toBeVisible();
  return id;
}

/** Types who one is into the sign-in page. */
export async function identify(page: Page, account: Account): Promise<void> {
  await page.getByLabel('Identifiant').fill(account.login);
  await page.getByLabel('Mot de passe').fill(account.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

/** Goes to the page for signing in. Nobody's first page goes there by itself, and may be quicker. */
async function openDoor(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/connexion`).catch((error: Error) => {
    if (!/interrupted by another navigation|ERR_ABORTED/.test(error.message)) throw error;
  });
  await expect(page).toHaveURL(/\/connexion/);
}

/** Signs in and waits for the first page. */
export async function enter(page: Page, url: string, account: Account): Promise<void> {
  await openDoor(page, url);
  await identify(page, account);
  // The program that signs everybody in hands people over to their own.
  await expect(page).toHaveURL(account.role === 'supervisor' ? /\/suivi\// : /^(?!.*connexion)/);
}

/** Signs in and waits for the first page; an adviser's also until the device has heard from the server. */
export async function signIn(page: Page, url: string, account: Account): Promise<void> {
  await enter(page, url, account);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
  if (account.role === 'adviser') await everythingIsSent(page);
}

/** The first adviser: one of today's interventions is theirs. */
export function adviser(number = 0): Account {
  return accounts('adviser')[number];
}

/** The first supervisor. */
export function supervisor(): Account {
  return accounts('supervisor')[0];
}

/** A supervisor at a desktop of their own, signed in. */
export async function openDesk(
  chrome: Browser,
  url: string,
  { account = supervisor(), width = 1280 }: { account?: Account; width?: number } = {},
): Promise<Page> {
  const context = await chrome.newContext({
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  await signIn(page, url, account);
  return page;
}

/** How many people a supervisor finds without a search. */
export async function peopleInAll(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/suivi/personnes`);
  return peopleFound(page);
}

/** How many people the supervisor's list says it found. */
export async function peopleFound(page: Page): Promise<number> {
  const lead = page.locator('.lead');
  await expect(lead).toHaveText(/\d/);
  return Number(((await lead.textContent()) ?? '').replace(/\D/g, ''));
}

/** The bar says that nothing waits, and the server has confirmed it. */
export async function everythingIsSent(page: Page): Promise<void> {
  await expect(page.locator('.sync-bar')).toHaveAttribute('data-state', 'sent', { timeout: 30_000 });
}

/**
 * Sends what waits. A browser that was killed may have lost the cookie of its session, as it loses
 * everything it had not written yet: then the person signs in again, and what waits is sent.
 */
export async function send(page: Page, account: Account): Promise<void> {
  const button = page.getByRole('button', { name: 'Envoyer' });
  const reconnect = page.getByRole('link', { name: 'Se reconnecter' });
  const sent = page.locator('.sync-bar[data-state=sent]');
  // The device also tries by itself, and may have been quicker than the press: then the button is
  // gone before it can be pressed.
  await expect(button.or(reconnect).or(sent)).toBeVisible({ timeout: 30_000 });
  if (await button.isVisible()) await button.click({ timeout: 5_000 }).catch(() => undefined);
  await expect(reconnect.or(sent)).toBeVisible({ timeout: 30_000 });
  if (await reconnect.isVisible()) {
    await reconnect.click();
    await identify(page, account);
  }
  await everythingIsSent(page);
}

/** The bar says how many wait. */
export async function waiting(page: Page, count: number): Promise<void> {
  await expect(page.locator('.sync-bar')).toHaveAttribute('data-waiting', String(count), { timeout: 20_000 });
}

/** Opens today's first intervention from the list. */
export async function openTodaysIntervention(page: Page): Promise<string> {
  const today = page.locator('section', { has: page.getByRole('heading', { name: "Aujourd'hui" }) });
  const link = today.getByRole('link').first();
  const address = (await link.getAttribute('href')) ?? '';
  await link.click();
  await expect(page.getByRole('tab', { name: 'Émargement' })).toBeVisible();
  return address;
}

/** The rows of the attendance sheet. */
export function rows(page: Page): Locator {
  return page.locator('.roster-row');
}

/** Marks the person of a row, and waits until the mark is on the device. */
export async function mark(row: Locator, word: 'Présent·e' | 'Absent·e' | 'Excusé·e'): Promise<void> {
  await row.getByRole('button', { name: word }).click();
  await expect(row.getByRole('button', { name: word })).toHaveAttribute('aria-pressed', 'true');
  await expect(row.locator(".badge")).toHaveText(/Enregistré ici|Envoyé|Pas encore en sûreté/);
}

/** Waits until the application is kept on the device and opens without a network. */
export async function appIsKept(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  // A page that was still loading when the worker took over is not in its charge before the next
  // visit.
  if (!(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)))) await page.reload();
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
}

/** Waits until another program is kept too. */
async function isKept(page: Page, shell: string): Promise<void> {
  // Its shell is put in after everything else.
  await expect.poll(() => page.evaluate(async (path) => Boolean(await caches.match(path)), shell)).toBe(true);
}

/** The supervisor's program: a visit to it brings it about. */
export async function deskIsKept(page: Page): Promise<void> {
  await isKept(page, '/suivi');
}

/** The adviser's further programs: the first page of the first one asks for them. */
export async function followUpIsKept(page: Page): Promise<void> {
  await isKept(page, '/parcours');
  await isKept(page, '/orientation');
}
