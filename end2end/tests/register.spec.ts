// The signatory's own phone, with JavaScript switched off.

import type { Browser, Page } from '@playwright/test';
import { registrationCode } from '../support/demo';
import { adviser, rows, signIn, supervisor } from '../support/people';
import { expect, test } from '../support/test';

async function phone(chrome: Browser, locale: string): Promise<Page> {
  const context = await chrome.newContext({
    javaScriptEnabled: false,
    locale,
    viewport: { width: 360, height: 740 },
  });
  return context.newPage();
}

async function fill(page: Page, name: string): Promise<void> {
  await page.locator('input[name^="wish-"]').first().check();
  await page.locator('input[name="family_name"], input[name="family-name"]').fill(name);
  await page.locator('input[type=radio][value="call"]').check();
  await page.locator('input[type=tel]').fill('٠٦٣٩٩٨٤٤٥٥');
  await page.locator('input[type=checkbox][name="consent"], input[type=checkbox][name="accept"]').check();
}

for (const [locale, direction, name] of [
  ['fr-FR', 'ltr', 'Fictif-Téléphone'],
  ['en-GB', 'ltr', 'Fictive-Phone'],
  ['ar-SY', 'rtl', 'مثال هاتف'],
] as const) {
  test(`a person registers in ${locale} and keeps a code`, async ({ server, chrome }) => {
    const page = await phone(chrome, locale);
    await page.goto(`${server.url}/r/${registrationCode()}`);
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
    await expect(page.locator('script')).toHaveCount(0);
    await fill(page, name);
    await page.getByRole('button').click();
    const receipt = page.locator('.receipt-code');
    await expect(receipt).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const code = await receipt.textContent();
    // Sent again, as an impatient thumb or a reload does.
    await page.reload();
    await expect(receipt).toHaveText(code ?? '');
    expect(page.url()).not.toContain(encodeURIComponent(name));
  });
}

test('what is missing is said at the top and at the field, and nothing typed is lost', async ({ server, chrome }) => {
  const page = await phone(chrome, 'fr-FR');
  await page.goto(`${server.url}/r/${registrationCode()}`);
  await page.locator('input[name="family_name"], input[name="family-name"]').fill('Fictif-Incomplet');
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button').click();
  expect((await answered).status()).toBe(422);
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(page.locator('input[name="family_name"], input[name="family-name"]')).toHaveValue('Fictif-Incomplet');
});

test('a wrong code is told what to do', async ({ server, chrome }) => {
  const page = await phone(chrome, 'fr-FR');
  const answer = await page.goto(`${server.url}/r/00000000`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('who registered on a phone stands in the lists of adviser and supervisor', async ({ server, chrome }) => {
  const own = await phone(chrome, 'fr-FR');
  await own.goto(`${server.url}/r/${registrationCode()}`);
  await fill(own, 'Fictif-Visible');
  await own.getByRole('button').click();
  await expect(own.locator('.receipt-code')).toBeVisible();

  const staff = await chrome.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 } });
  const page = await staff.newPage();
  await signIn(page, server.url, adviser());
  const cards = page.locator('.card a');
  await expect(cards.first()).toBeVisible();
  let found = false;
  for (const href of await cards.evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
    await page.goto(`${server.url}${href}`);
    await expect(page.getByRole('tab', { name: 'Émargement' })).toBeVisible();
    if ((await rows(page).filter({ hasText: 'FICTIF-VISIBLE' }).count()) > 0) {
      found = true;
      break;
    }
  }
  expect(found, 'the adviser sees the person').toBe(true);
  await staff.close();

  const office = await chrome.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 } });
  const desk = await office.newPage();
  await signIn(desk, server.url, supervisor());
  await desk.goto(`${server.url}/suivi/personnes`);
  await desk.getByLabel(/Chercher/).fill('visible');
  await expect(desk.getByRole('row', { name: /FICTIF-VISIBLE/ })).toBeVisible();
  await office.close();
});
