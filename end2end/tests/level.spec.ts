// Which level of French is asked for, and by when: a page that asks, answers and forgets, with
// JavaScript switched off, and once more with it, so that axe can look at it.

import type { Page } from '@playwright/test';
import { openFile, openOwn, register, visitor } from '../support/life';
import { look as lookAt } from '../support/look';
import { adviser, signIn } from '../support/people';
import { expect, test } from '../support/test';

const look = (page: Page, what: string): Promise<void> => lookAt(page, what, [360, 800, 1280]);

/** A year that the form offers, and in which the rules of 2026 hold. */
const year = String(new Date().getFullYear() + 1);

for (const [locale, direction, script] of [
  ['fr-FR', 'ltr', false],
  ['fr-FR', 'ltr', true],
  ['en-GB', 'ltr', true],
  ['ar-SY', 'rtl', false],
  ['ar-SY', 'rtl', true],
] as const) {
  const how = script ? 'looked at by axe' : 'without JavaScript';
  test(`a person learns in ${locale} which level is asked for, ${how}`, async ({ server, chrome }) => {
    const tag = locale.slice(0, 2);
    const page = await visitor(chrome, { locale, script });
    const inspect = async (what: string) => (script ? look(page, `${what} ${tag}`) : undefined);
    await page.goto(`${server.url}/s`);
    await page.locator('a[href^="/niveau"]').click();
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.locator('script')).toHaveCount(0);
    await inspect('level');

    await page.locator('input[name="goal"][value="multi-year"]').check();
    await page.locator('#month').selectOption('06');
    await page.locator('main button').click();
    await expect(page.locator('.error-summary li')).toHaveCount(1);
    await page.locator('#year').selectOption(year);
    await page.locator('main button').click();
    // For this card alone the answer depends on the protection.
    await expect(page.locator('#protected-error')).toBeVisible();
    await expect(page.locator('input[name="goal"][value="multi-year"]')).toBeChecked();
    await expect(page.locator('#month')).toHaveValue('06');
    await expect(page.locator('#year')).toHaveValue(year);
    await inspect('level to correct');
    await page.locator('input[name="protected"][value="no"]').check();
    await page.locator('#level').selectOption('A1');
    await page.locator('main button').click();
    await expect(page.locator('.own-state')).toContainText('A2');
    await expect(page.locator('.own-state')).toContainText(`06/${year}`);
    await expect(page.locator('main')).toContainText('01/01/2026');
    expect(page.url()).toBe(`${server.url}/niveau?l=${tag}`);
    await inspect('level answer');

    await page.locator('a[href^="/niveau"]').click();
    await expect(page.locator('input:checked')).toHaveCount(0);
    await expect(page.locator('#month')).toHaveValue('');
    await page.locator('input[name="goal"][value="renewal"]').check();
    await page.locator('main button').click();
    await expect(page.locator('.own-state')).not.toContainText(/[AB][12]/);
    await inspect('level of a renewal');
  });
}

test('the receipt, the own request and the file lead to it', async ({ server, office, chrome }) => {
  test.setTimeout(120_000);
  const phone = await visitor(chrome, { script: true });
  const name = 'Fictif-Niveau';
  const code = await register(phone, server.url, name);
  await look(phone, 'receipt with the level');
  await phone.locator('a[href^="/niveau"]').click();
  await expect(phone.getByRole('heading', { level: 1, name: 'Quel niveau de français ?' })).toBeVisible();
  await openOwn(phone, server.url, code);
  await look(phone, 'own request with the level');
  await phone.locator('a[href^="/niveau"]').click();
  await expect(phone.getByRole('heading', { level: 1, name: 'Quel niveau de français ?' })).toBeVisible();

  const page = await office.open(server.url);
  await signIn(page, server.url, adviser());
  await openFile(page, server.url, name);
  await look(page, 'file with the level');
  await page.getByRole('link', { name: 'Niveau demandé pour une carte (en ligne)' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Quel niveau de français ?' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});
