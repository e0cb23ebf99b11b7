// The supervisor makes an account and a centre: the person chooses their own password by a link, works,
// and is disabled; an intervention is planned at the new centre.

import type { Page } from '@playwright/test';
import type { Account } from '../support/demo';
import { inDays } from '../support/life';
import { look as lookAt } from '../support/look';
import { everythingIsSent, identify, openDesk, signIn } from '../support/people';
import { expect, test } from '../support/test';

const widths = process.env.PASSERELLE_PICTURES ? [360, 800, 1280] : [360, 1280];
const inspect = (page: Page, what: string): Promise<void> => lookAt(page, what, widths);
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true });
const settings = (page: Page) => page.getByRole('navigation').getByRole('link', { name: 'Réglages' }).click();

const lea: Account = { login: 'lea.exemple', password: 'une phrase choisie', role: 'adviser' };

test('an account is made, used and disabled, and nobody but its owner knows the password', async ({ server, chrome }) => {
  test.setTimeout(240_000);
  const page = await openDesk(chrome, server.url);
  await settings(page);
  await expect(page.getByRole('row', { name: /conseil1/ })).toContainText('Actif');
  await inspect(page, 'accounts');
  await page.getByRole('link', { name: 'Ajouter un compte' }).click();
  await page.getByLabel('Identifiant').fill('conseil1');
  await save(page).click();
  await expect(page.locator('.error-summary li')).toHaveText([/^Nom/]);
  await page.getByLabel('Nom', { exact: true }).fill('Léa Exemple');
  await save(page).click();
  await expect(page.locator('.error-summary')).toContainText('déjà pris');
  await inspect(page, 'account to make with errors');
  await page.getByLabel('Identifiant').fill(lea.login);
  await save(page).click();
  const field = page.getByLabel('Lien à donner à la personne');
  await expect(page.getByText('Le compte de Léa Exemple est créé')).toBeVisible();
  await expect(field).toBeFocused();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copier le lien' }).click();
  await expect(page.getByText('Lien copié')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(await field.inputValue());
  await inspect(page, 'account made');

  const context = await chrome.newContext({ locale: 'fr-FR', viewport: { width: 800, height: 900 } });
  const own = await context.newPage();
  await own.goto(link);
  await own.getByLabel('Nouveau mot de passe').fill('court');
  await own.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
  await expect(own.locator('.error-summary')).toContainText('trop court');
  await inspect(own, 'password with an error');
  for (const label of ['Nouveau mot de passe', 'Le même mot de passe']) await own.getByLabel(label).fill(lea.password);
  await own.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
  await expect(own.getByRole('heading', { name: 'Mot de passe enregistré' })).toBeVisible();
  await inspect(own, 'password chosen');
  await own.goto(link);
  await expect(own.getByRole('heading', { name: "Ce lien n'est plus valable" })).toBeVisible();
  await inspect(own, 'password link used');
  await signIn(own, server.url, lea);
  expect(server.said).not.toContain(link.split('/').pop());

  await page.getByRole('link', { name: 'Voir le compte' }).click();
  await expect(page.locator('.facts')).toContainText('Actif');
  await expect(page.getByRole('heading', { level: 1, name: 'Léa Exemple' })).toBeVisible();
  await page.getByRole('button', { name: 'Nouveau mot de passe' }).click();
  await expect(page.getByLabel('Lien à donner à la personne')).toBeVisible();
  await inspect(page, 'account');
  await page.getByRole('button', { name: 'Désactiver le compte' }).click();
  await expect(page.getByRole('dialog')).toContainText('prennent fin tout de suite');
  await inspect(page, 'account to disable');
  await page.getByRole('dialog').getByRole('button', { name: 'Désactiver le compte' }).click();
  await expect(page.locator('.facts')).toContainText('Désactivé');

  await own.reload();
  await expect(own.getByText('Reconnectez-vous pour envoyer.')).toBeVisible();
  await own.getByRole('link', { name: 'Se reconnecter' }).click();
  await identify(own, lea);
  await expect(own.locator('.error-summary')).toContainText('ou le compte est désactivé');

  await page.getByRole('button', { name: 'Réactiver le compte' }).click();
  await expect(page.locator('.facts')).toContainText('Actif');
  await own.getByRole('button', { name: 'Se connecter' }).click();
  await everythingIsSent(own);
  await context.close();

  // The work that an adviser still has is told before they are disabled; one's own account stays.
  await settings(page);
  await page.getByRole('row', { name: /conseil1/ }).getByRole('link').click();
  await page.getByRole('button', { name: 'Désactiver le compte' }).click();
  await expect(page.getByRole('dialog')).toContainText(/à venir lui (est|sont) confiée?s? : pensez à l(a|es) réattribuer/);
  await inspect(page, 'account with work to disable');
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
  await settings(page);
  await page.getByRole('row', { name: /responsable1/ }).getByRole('link').click();
  await expect(page.getByText(/seul·e un·e autre responsable peut le désactiver/)).toBeVisible();
  await inspect(page, 'own account');
  await page.context().close();
});

test('a centre is written down, an intervention is planned there, and it is closed', async ({ server, chrome }) => {
  test.setTimeout(180_000);
  const page = await openDesk(chrome, server.url);
  await settings(page);
  await page.getByRole('link', { name: 'Centres' }).click();
  await expect(page.getByRole('row', { name: /Centre fictif du Vase/ })).toContainText('Soissons (02)');
  await expect(page.locator('.facts')).toContainText('Aisne (02)');
  await inspect(page, 'centres');
  await page.getByRole('link', { name: 'Ajouter un centre' }).click();
  await save(page).click();
  await expect(page.locator('.error-summary li')).toHaveText([/^Nom du centre/, /^Commune/]);
  await page.getByRole('link', { name: /^Commune : cherchez/ }).click();
  await expect(page.getByLabel('Chercher la commune')).toBeFocused();
  await page.keyboard.type('guise');
  await page.getByRole('radio', { name: 'Guise (02)' }).check();
  await inspect(page, 'centre to make');
  await page.getByLabel('Nom du centre').fill('Centre fictif du Familistère');
  await save(page).click();
  const row = page.getByRole('row', { name: /Centre fictif du Familistère/ });
  await expect(row).toContainText('Guise (02)');

  await page.goto(`${server.url}/suivi/interventions/nouvelle`);
  await page.getByLabel('Centre', { exact: true }).selectOption({ label: 'Guise — Centre fictif du Familistère' });
  await page.getByLabel('Date').fill(inDays(9));
  await page.getByLabel('Heure').fill('14:00');
  await page.getByRole('button', { name: 'Planifier' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Guise/ })).toBeVisible();

  await page.goto(`${server.url}/suivi/centres`);
  await expect(row.getByRole('cell').filter({ hasText: /^1$/ })).toBeVisible();
  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Fermer le centre' }).click();
  await expect(page.locator('.facts')).toContainText('Fermé');
  await inspect(page, 'centre');
  await page.goto(`${server.url}/suivi/interventions/nouvelle`);
  await expect(page.getByLabel('Centre', { exact: true }).getByRole('option', { name: /Soissons/ })).toHaveCount(1);
  await expect(page.getByLabel('Centre', { exact: true }).getByRole('option', { name: /Guise/ })).toHaveCount(0);
  await page.context().close();
});
