// A signatory follows their own request on their own phone: with JavaScript switched off, and once
// more with it, so that axe can look at each page.

import type { Page } from '@playwright/test';
import { NUMBER, register, visitor } from '../support/life';
import { look as lookAt } from '../support/look';
import { expect, test } from '../support/test';

/** Follows the receipt's link and says who it is. */
async function open(page: Page, code: string): Promise<void> {
  await page.locator('a[href^="/s?"]').click();
  await page.locator('#code').fill(code);
  await page.locator('#phone').fill(NUMBER);
  await page.locator('main button').click();
  await expect(page).toHaveURL(/\/s\/moi\?l=[a-z]+$/);
}

const look = (page: Page, what: string): Promise<void> => lookAt(page, what, [320, 360, 800]);

for (const [locale, direction, name, script] of [
  ['fr-FR', 'ltr', 'Fictif-Suivi', false],
  ['ar-SY', 'rtl', 'مثال متابعة', false],
  ['fr-FR', 'ltr', 'Fictif-Suivi', true],
  ['ar-SY', 'rtl', 'مثال متابعة', true],
] as const) {
  const how = script ? 'looked at by axe' : 'without JavaScript';
  test(`a person follows their request in ${locale}, ${how}`, async ({ server, chrome }) => {
    test.setTimeout(120_000);
    const page = await visitor(chrome, { locale, script });
    const inspect = async (what: string) => (script ? look(page, what) : undefined);
    const code = await register(page, server.url, name);
    await open(page, code);
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
    await expect(page.locator('script')).toHaveCount(0);
    await expect(page.locator('body')).not.toContainText(name);
    await expect(page.locator('body')).not.toContainText(NUMBER);
    await inspect('request');

    await page.locator('a[href^="/s/moi/rendez-vous"]').click();
    await inspect('times');
    await page.locator('input[name="slot"]').first().check();
    await page.locator('main button').first().click();
    await expect(page.locator('.own-appointment')).toBeVisible();
    await inspect('appointment');

    await page.locator('a[href^="/s/moi/contact"]').click();
    await page.locator('input[type=tel]').fill('06 39 98 44 77');
    await inspect('contact');
    await page.locator('main button').first().click();
    await expect(page.locator('.notice--success')).toBeVisible();

    await page.locator('a[href^="/s/moi/annuler"]').click();
    await inspect('cannot come');
    await page.locator('main button').first().click();
    await expect(page.locator('.own-appointment')).toHaveCount(0);

    await page.locator('a[href^="/s/moi/arret"]').click();
    await inspect('stop');
    await page.locator('main button').first().click();
    await expect(page.locator('.notice--success')).toBeVisible();
    await expect(page.locator('a[href^="/s/moi/arret"]')).toHaveCount(0);
    await inspect('stopped');

    await page.locator('form[action^="/s/moi/fin"] button').click();
    await page.goto(`${server.url}/s/moi`);
    await expect(page.locator('#code')).toBeVisible();
    expect(page.url()).not.toContain(code);
  });
}

test('a wrong answer opens nothing and keeps what was typed', async ({ server, chrome }) => {
  const page = await visitor(chrome, { script: true });
  await page.goto(`${server.url}/s`);
  await look(page, 'door');
  await page.locator('#code').fill('77777777');
  await page.locator('#year').fill('1990');
  await page.locator('main button').click();
  await expect(page.getByRole('alert')).toContainText('n’ouvrent aucune demande');
  await expect(page.locator('#code')).toHaveValue('77777777');
  await look(page, 'door with a wrong answer');
});
