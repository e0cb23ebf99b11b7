// Looks at a page at several widths: axe, and whether anything runs out of it sideways.

import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

/** Where a picture of each page looked at goes, for people who want to see them too (PASSERELLE_PICTURES). */
const pictures = process.env.PASSERELLE_PICTURES;

/** The page, which `what` names, has no violation that axe can find at any of these widths. */
export async function look(page: Page, what: string, widths: number[]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
    expect.soft(found, `${what}, ${width} px`).toEqual([]);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(beyond, `${what}, ${width} px: sideways`).toBeLessThanOrEqual(0);
    if (pictures) await page.screenshot({ path: `${pictures}/${what}-${width}.png`, fullPage: true });
  }
}
