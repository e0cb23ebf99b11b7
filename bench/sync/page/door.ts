// The application's door: the password, and the phrase that opens the store of the device.

import type { Locator, Page } from 'playwright-core';

const LOGIN = 'mesure-1';
const PASSWORD = 'mesure-mesure-mesure';
/** Stretching the phrase takes its time on a slow device. */
const PATIENCE = 60_000;

const isAtTheDoor = (url: URL): boolean => /^\/(connexion|verrou)$/.test(url.pathname);

export class Door {
  /** What its adviser has noted. */
  private phrase = '';

  constructor(private readonly url: string) {}

  private field(page: Page): Locator {
    return page.getByLabel('Votre phrase', { exact: true });
  }

  /** The first time on this device: the store is protected by the phrase that is proposed. */
  async signIn(page: Page): Promise<void> {
    await page.goto(`${this.url}/connexion`);
    await this.identify(page);
    await this.through(page);
  }

  async identify(page: Page): Promise<void> {
    await page.getByLabel('Identifiant').fill(LOGIN);
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
  }

  /** After the password: whatever is still asked for. */
  async through(page: Page): Promise<void> {
    const proposed = page.locator('.secret-phrase');
    const asked = proposed.or(this.field(page)).first();
    await Promise.race([asked.waitFor({ timeout: PATIENCE }), this.left(page)]);
    if (!isAtTheDoor(new URL(page.url()))) return;
    if (await proposed.isVisible()) {
      this.phrase = ((await proposed.textContent()) ?? '').trim();
      await page.getByLabel('Écrivez la phrase').fill(this.phrase);
      await page.getByRole('button', { name: 'Protéger et ouvrir' }).click();
    } else {
      await this.unlock(page);
    }
    await this.left(page);
  }

  /** Goes to a page of a device that was closed, until the door asks for the phrase. */
  async reach(page: Page, address: string): Promise<void> {
    await page.goto(address, { waitUntil: 'commit' });
    await this.field(page).waitFor({ timeout: PATIENCE });
  }

  /** Opens the store; gives the moment at which it was asked to, as the page counts time. */
  async unlock(page: Page): Promise<number> {
    await this.field(page).fill(this.phrase);
    const button = page.getByRole('button', { name: 'Ouvrir', exact: true });
    const at = await button.evaluate((it: HTMLButtonElement) => {
      const now = performance.timeOrigin + performance.now();
      it.click();
      return now;
    });
    await this.left(page);
    return at;
  }

  private left(page: Page): Promise<void> {
    return page.waitForURL((url) => !isAtTheDoor(url), { timeout: PATIENCE, waitUntil: 'commit' });
  }
}
