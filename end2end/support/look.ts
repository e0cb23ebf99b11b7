// Looks at a page at several widths: axe, and whether anything runs out of it sideways.

import { type Page, expect } from '@playwright/test';
import axe from 'axe-core';

/** Where a picture of each page looked at goes, for people who want to see them too (PASSERELLE_PICTURES). */
const pictures = process.env.PASSERELLE_PICTURES;

/**
 * What axe finds wrong with a page. It is run within the page, where the wrapper made for Playwright opens
 * a second page for each run: a quarter of the time of all stories went into these.
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations: found } = await inPage.run(document, { resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  });
}

/** Waits until nothing on the page has changed for a moment; three seconds at most. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const watch = new MutationObserver(() => {
          clearTimeout(quiet);
          quiet = setTimeout(end, 250);
        });
        const end = () => {
          watch.disconnect();
          done();
        };
        let quiet = setTimeout(end, 250);
        setTimeout(end, 3_000);
        watch.observe(document, { subtree: true, childList: true, attributes: true });
      }),
  );
}

/** The page as it now is has no violation that axe can find, and nothing runs out of it sideways. */
export async function inspect(page: Page, what: string): Promise<void> {
  expect.soft(await violations(page), what).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(beyond, `${what}: sideways`).toBeLessThanOrEqual(0);
}

/** The page, which `what` names, has no violation that axe can find at any of these widths. */
export async function look(page: Page, what: string, widths: number[]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await inspect(page, `${what}, ${width} px`);
    if (pictures) await page.screenshot({ path: `${pictures}/${what}-${width}.png`, fullPage: true });
  }
}
