// A new version of the application arrives while work waits.

import { nextSite } from '../support/environment';
import { adviser, appIsKept, mark, openTodaysIntervention, rows, signIn, waiting } from '../support/people';
import { expect, test } from '../support/test';

test('an update waits for the person, never comes over a form, and leaves unsent work alone', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await appIsKept(page);
  const address = await openTodaysIntervention(page);
  const version = () => page.locator('meta[name=passerelle-version]').getAttribute('content');
  const before = await version();

  await server.stop();
  await mark(rows(page).nth(0), 'Présent·e');
  await waiting(page, 1);
  server.serveSite(nextSite);
  await server.up();
  // The session lives in the database, so what waits would be sent: keep the exchange away.
  await page.route('**/api/sync/v1', (route) => route.abort());
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(page.getByText('Une nouvelle version est prête')).toBeVisible({ timeout: 20_000 });
  expect(await version()).toBe(before);

  // With a form open, the update is not even offered.
  await page.getByRole('link', { name: 'Ajouter une personne' }).click();
  await expect(page.getByText("Elle s'installera quand vous aurez fini")).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mettre à jour' })).toHaveCount(0);
  await page.goBack();

  await page.getByRole('button', { name: 'Mettre à jour' }).click();
  await expect.poll(version, { timeout: 20_000 }).not.toBe(before);
  await waiting(page, 1);

  // The new version opens without the server too.
  await server.stop();
  await page.goto(`${server.url}${address}`);
  await expect(rows(page).nth(0).getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
  await waiting(page, 1);
});
