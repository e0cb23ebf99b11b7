// Opening the sealed store of a device: with the phrase that the device proposed, and that its person noted.

import { type BrowserContext, type Page, expect } from '@playwright/test';

/** What was noted on paper beside each device: a tablet, or a browser that is no tablet of ours. */
const notes = new WeakMap<object, string[]>();
/** The tablet behind a browser's pages; it outlives each browser that is started on it. */
const tablets = new WeakMap<BrowserContext, object>();

/** Says which tablet a browser runs on. */
export function runsOn(context: BrowserContext, tablet: object): void {
  tablets.set(context, tablet);
}

function notesBeside(page: Page): string[] {
  const device = tablets.get(page.context()) ?? page.context();
  const found = notes.get(device) ?? [];
  notes.set(device, found);
  return found;
}

/** Whether somebody has protected a store on the device of this page. */
export function isProtected(page: Page): boolean {
  return notesBeside(page).length > 0;
}

const proposed = (page: Page) => page.locator('.secret-phrase');
const phraseField = (page: Page) => page.getByLabel('Votre phrase', { exact: true });
const isAtTheDoor = (page: Page) => /^\/(connexion|verrou)$/.test(new URL(page.url()).pathname);

/** Notes the phrase that is proposed, and types it. Gives it. */
export async function protect(page: Page): Promise<string> {
  const phrase = ((await proposed(page).textContent()) ?? '').trim();
  notesBeside(page).unshift(phrase);
  await page.getByLabel('Écrivez la phrase').fill(phrase);
  await page.getByRole('button', { name: 'Protéger et ouvrir' }).click();
  return phrase;
}

/** Types the latest phrase noted beside this device into the door, whatever comes of it. */
export async function typePhrase(page: Page): Promise<void> {
  await phraseField(page).fill(notesBeside(page)[0] ?? '');
  await page.getByRole('button', { name: 'Ouvrir', exact: true }).click();
}

/** Types a phrase into the door: one of those noted beside this device, the latest first. */
export async function unlock(page: Page): Promise<void> {
  for (const phrase of notesBeside(page)) {
    await phraseField(page).fill(phrase);
    await page.getByRole('button', { name: 'Ouvrir', exact: true }).click();
    const refused = page.locator('.error-summary');
    await expect(async () => {
      expect(!isAtTheDoor(page) || (await refused.isVisible())).toBe(true);
    }).toPass({ timeout: 30_000 });
    if (!isAtTheDoor(page)) return;
  }
  throw new Error('no phrase noted beside this device opens it');
}

/** After the password: whatever the door still asks of an adviser, until their page is there. */
export async function throughTheDoor(page: Page): Promise<void> {
  const phrase = phraseField(page);
  await expect(async () => {
    const asks = (await proposed(page).isVisible()) || (await phrase.isVisible());
    expect(asks || !isAtTheDoor(page)).toBe(true);
  }).toPass({ timeout: 30_000 });
  if (await proposed(page).isVisible()) await protect(page);
  else if (await phrase.isVisible()) await unlock(page);
  await expect(page).toHaveURL((url) => !/^\/(connexion|verrou)$/.test(url.pathname), { timeout: 30_000 });
}

/** Waits until a page shows something of its own; opens the store where the door asks for it. */
export async function shown(page: Page): Promise<void> {
  await page.locator('#main h1').first().waitFor({ timeout: 60_000 });
  if (isAtTheDoor(page) && (await phraseField(page).isVisible())) {
    await unlock(page);
    await page.locator('#main h1').first().waitFor({ timeout: 60_000 });
  }
}
