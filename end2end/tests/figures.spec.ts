// Each number of the supervisor's figures leads to as many people as it says.

import { openDesk } from '../support/people';
import { expect, test } from '../support/test';

test('a number of the figures opens the list behind it, which can be taken along', async ({ server, chrome }) => {
  const page = await openDesk(chrome, server.url);
  await page.goto(`${server.url}/suivi/chiffres`);
  const step = page.locator('.funnel-step').filter({ hasText: 'Intéressées' });
  const count = Number(((await step.locator('.funnel-count').textContent()) ?? '').replace(/\D/g, ''));
  expect(count).toBeGreaterThan(0);
  await step.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Personnes : intéressées' })).toBeVisible();
  await expect(page.getByRole('table').locator('caption')).toHaveText(
    count === 1 ? '1 personne' : `${count} personnes`,
  );

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Une ligne par personne (CSV)' }).click();
  expect((await download).suggestedFilename()).toMatch(/^passerelle-personnes-\d{4}-\d\d-\d\d\.csv$/);
  await page.getByRole('link', { name: 'Chiffres' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Chiffres' })).toBeVisible();
  await page.context().close();
});

test('figures and report fit every width', async ({ server, chrome }) => {
  for (const width of [360, 800, 1280]) {
    const page = await openDesk(chrome, server.url, { width });
    for (const path of ['/suivi/chiffres', '/suivi/bilan', '/suivi/bilan?partage=oui']) {
      await page.goto(server.url + path);
      await expect(page.getByRole('table').first()).toBeVisible();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  }
});
