// The page of Passerelle: the application itself, used as an adviser uses it, on a device whose store is sealed.

import type { Page } from 'playwright-core';
import type { Contestant } from '../contestants/contestant';
import type { Sheet } from '../model/sheet';
import { Door } from './door';
import type { Screen } from './screen';
import { sealedStore } from './sealed';

const WORDS: Record<string, string> = { present: 'Présent·e', absent: 'Absent·e', excused: 'Excusé·e' };

/** Presses the button of a row, whose page shows the visit; the moment is when it was pressed. */
interface Press {
  row: number;
  word: string;
}

export function appScreen(url: string, sheets: Sheet[], unseal: Contestant['open']): Screen {
  // The first class is never taken away.
  const visit = sheets[0].attendance[0].visit;
  const address = `${url}/interventions/${visit}`;
  const people = sheets.filter((sheet) => sheet.attendance[0].visit === visit);
  const door = new Door(url);
  let pressed = 0;
  /** What each row was seen to bear and to be kept. */
  const kept = new Map<number, string>();

  const lastRow = (page: Page): Promise<void> => page.locator('.roster-row').nth(people.length - 1).waitFor({ timeout: 120_000 });

  /** The office has everything, and the device whatever it may have. */
  async function isSent(page: Page): Promise<void> {
    const sent = page.locator('.sync-bar[data-state=sent]');
    const again = page.getByRole('link', { name: 'Se reconnecter' });
    await sent.or(again).first().waitFor({ timeout: 240_000 });
    // The cookie of the session may have been lost with the browser.
    if (await again.isVisible()) {
      await again.click();
      await door.identify(page);
      await door.through(page);
      await sent.waitFor({ timeout: 240_000 });
    }
  }

  /** The next mark that a row does not bear yet. */
  async function next(page: Page): Promise<Press> {
    const row = pressed % people.length;
    pressed += 1;
    const standing = await page.locator('.roster-row').nth(row).locator('button[aria-pressed=true]').textContent();
    const others = Object.values(WORDS).filter((word) => word !== standing?.trim());
    return { row, word: others[Math.floor(pressed / people.length) % others.length] };
  }

  return {
    fill: async (page) => {
      await door.signIn(page);
      await isSent(page);
      await page.goto(address);
      await page.locator('.roster-row').first().waitFor();
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      await isSent(page);
    },
    cold: async (page) => {
      await page.addInitScript(() => {
        const seen = globalThis as unknown as { rowsAt?: number };
        new MutationObserver(() => {
          if (seen.rowsAt === undefined && document.querySelector('.roster-row')) seen.rowsAt = performance.now();
        }).observe(document, { childList: true, subtree: true });
      });
      const begun = performance.now();
      await door.reach(page, address);
      const doorMs = Math.round(performance.now() - begun);
      const openedAt = await door.unlock(page);
      await lastRow(page);
      const { ms, beganAt } = await page.evaluate(() => ({
        ms: Math.round((globalThis as unknown as { rowsAt: number }).rowsAt),
        beganAt: performance.timeOrigin,
      }));
      return { ms, doorMs, unlockMs: Math.round(beganAt - openedAt) };
    },
    write: async (page) => {
      const press = await next(page);
      return page.evaluate(async ({ row, word }) => {
        const buttons = [...document.querySelectorAll('.roster-row')[row].querySelectorAll('button')];
        const button = buttons.find((it) => it.textContent?.trim() === word);
        while (writes.open > 0) await new Promise((resolve) => setTimeout(resolve, 1));
        const before = writes.done;
        const begun = performance.now();
        button?.click();
        while (writes.done === before || writes.open > 0) {
          if (performance.now() - begun > 5_000) return 5_000;
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
        return writes.last - begun;
      }, press);
    },
    writeOn: async (page, edits, acknowledge) => {
      for (let place = 0; place < edits.length; place += 1) {
        const { row, word } = await next(page);
        const line = page.locator('.roster-row').nth(row);
        await line.getByRole('button', { name: word }).click();
        await page.waitForFunction(
          ({ at, said }) => {
            const it = document.querySelectorAll('.roster-row')[at];
            const is = it.querySelector('button[aria-pressed=true]')?.textContent?.trim();
            return is === said && /Enregistré ici|Envoyé/.test(it.querySelector('.badge')?.textContent ?? '');
          },
          { at: row, said: word },
        );
        kept.set(row, word);
        acknowledge(place);
      }
    },
    lost: async (page) => {
      let lost = 0;
      for (const [row, word] of kept) {
        const shown = await page.locator('.roster-row').nth(row).locator('button[aria-pressed=true]').textContent();
        // The row of the press that was under way when the browser died may already bear it.
        const isUnderWay = row === (pressed - 1) % people.length;
        if (shown?.trim() !== word && !isUnderWay) lost += 1;
      }
      return lost;
    },
    refresh: async (page) => {
      await door.reach(page, address);
      await door.unlock(page);
      await lastRow(page);
      await isSent(page);
      // What is taken away leaves with an exchange; the one at the start may have been under way.
      await page.waitForTimeout(4_000);
      await isSent(page);
    },
    opened: async (page, texts) => {
      if (!unseal) throw new Error('nobody can open the store');
      const { key, rows } = await sealedStore(page);
      return unseal(key, rows, texts);
    },
  };
}
