// The supervisor makes an account and a centre: the person chooses their own password by a link, works,
// and is disabled; another account is limited to a centre; an intervention is planned at the new centre.

import type { Browser, Page } from '@playwright/test';
import type { Account } from '../support/demo';
import { inDays } from '../support/life';
import { look as lookAt } from '../support/look';
import { everythingIsSent, identify, openDesk, peopleFound, peopleInAll, signIn } from '../support/people';
import { throughTheDoor } from '../support/store';
import { expect, test } from '../support/test';

const widths = process.env.PASSERELLE_PICTURES ? [360, 800, 1280] : [360, 1280];
const inspect = (page: Page, what: string): Promise<void> => lookAt(page, what, widths);
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true });
const settings = (page: Page) => page.getByRole('navigation').getByRole('link', { name: 'Réglages' }).click();

const lea: Account = { login: 'lea.exemple', password: 'une phrase choisie', role: 'adviser' };
const noe: Account = { login: 'noe.exemple', password: 'une autre phrase choisie', role: 'supervisor' };

/** A browser of somebody's own. */
async function elsewhere(chrome: Browser): Promise<Page> {
  const context = await chrome.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width: 800, height: 900 } });
  return context.newPage();
}

/** Chooses a password on the page of the link. */
async function choosePassword(page: Page, { password }: Account): Promise<void> {
  for (const label of ['Nouveau mot de passe', 'Le même mot de passe']) await page.getByLabel(label).fill(password);
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
  await expect(page.getByRole('heading', { name: 'Mot de passe enregistré' })).toBeVisible();
}

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

  const own = await elsewhere(chrome);
  await own.goto(link);
  await own.getByLabel('Nouveau mot de passe').fill('court');
  await own.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
  await expect(own.locator('.error-summary')).toContainText('trop court');
  await inspect(own, 'password with an error');
  await choosePassword(own, lea);
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
  await throughTheDoor(own);
  await everythingIsSent(own);
  await own.context().close();

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

test('a supervisor limited to a centre or a partner sees its people alone, and everybody once the limit is gone', async ({ server, chrome }) => {
  test.setTimeout(300_000);
  const centre = 'Soissons — Centre fictif du Vase';
  const page = await openDesk(chrome, server.url);
  const all = await peopleInAll(page, server.url);
  await page.getByLabel('Centre', { exact: true }).selectOption({ label: centre });
  await expect(page.locator('.lead')).not.toHaveText(`${all} personnes`);
  const there = await peopleFound(page);
  expect(there).toBeGreaterThan(0);
  expect(there).toBeLessThan(all);

  await settings(page);
  await page.getByRole('link', { name: 'Ajouter un compte' }).click();
  await page.getByLabel('Nom', { exact: true }).fill('Noé Exemple');
  await page.getByLabel('Identifiant').fill(noe.login);
  // Only a supervisor's account is limited.
  await expect(page.getByRole('group', { name: 'Ce que voit le compte' })).toHaveCount(0);
  await page.getByRole('radio', { name: /^Responsable/ }).check();
  await expect(page.getByRole('radio', { name: /^Toute la direction/ })).toBeChecked();
  await page.getByRole('radio', { name: /^Certains centres/ }).check();
  await expect(page.getByRole('checkbox', { name: centre })).toBeVisible();
  await save(page).click();
  await expect(page.locator('.error-summary li')).toHaveText([/^Ce que voit le compte/]);
  await inspect(page, 'limited account to make with an error');
  await page.getByRole('link', { name: /^Ce que voit le compte/ }).click();
  await expect(page.getByRole('radio', { name: /^Toute la direction/ })).toBeFocused();
  await page.getByRole('checkbox', { name: centre }).check();
  await save(page).click();
  const link = await page.getByLabel('Lien à donner à la personne').inputValue();

  const own = await elsewhere(chrome);
  await own.goto(link);
  await choosePassword(own, noe);
  await signIn(own, server.url, noe);
  const limit = own.getByText(/^Votre compte est limité à : .*Centre fictif du Vase/);
  const toSettings = own.getByRole('navigation').getByRole('link', { name: 'Réglages' });
  await expect(limit).toBeVisible();
  await expect(toSettings).toHaveCount(0);
  await inspect(own, 'limited interventions');
  expect(await peopleInAll(own, server.url)).toBe(there);
  await expect(limit).toBeVisible();
  await own.goto(`${server.url}/suivi/dispositifs`);
  await expect(limit).toBeVisible();
  await expect(own.getByRole('link', { name: 'Ajouter un dispositif' })).toHaveCount(0);
  await own.goto(`${server.url}/suivi/comptes`);
  await expect(own.getByRole('alert')).toContainText('Votre compte ne permet pas cette action');
  await expect(limit).toBeVisible();
  await inspect(own, 'accounts refused');

  await settings(page);
  const row = page.getByRole('row', { name: /noe\.exemple/ });
  await expect(row).toContainText(/Limité à : .*Centre fictif du Vase/);
  await row.getByRole('link').click();
  await expect(page.locator('.facts')).toContainText(/Limité à : .*Centre fictif du Vase/);
  await expect(page.getByRole('checkbox', { name: centre })).toBeChecked();
  await inspect(page, 'limited account');

  // A partner's account: its schemes, the people referred to it, and its part of the year.
  await page.getByRole('radio', { name: /^Un partenaire/ }).check();
  const name = 'Atelier fictif des Mots';
  await page.getByLabel('Partenaire', { exact: true }).selectOption({ label: name });
  await save(page).click();
  await expect(page.locator('.facts')).toContainText(`Limité à : ${name}`);
  const toPartner = own.getByText(`Votre compte est limité à : ${name}`);
  await own.goto(`${server.url}/suivi/interventions`);
  await expect(own.getByText(/il montre ses dispositifs, et pas d'intervention/)).toBeVisible();
  await expect(toPartner).toBeVisible();
  await inspect(own, 'interventions of a partner');
  await own.goto(`${server.url}/suivi/personnes`);
  await expect(own.getByText("Personne n'a été orienté vers ce partenaire.")).toBeVisible();
  await expect(own.getByLabel('Centre', { exact: true })).toHaveCount(0);
  await inspect(own, 'people of a partner');
  await own.goto(`${server.url}/suivi/chiffres`);
  await expect(own.getByText(/ces chiffres portent sur tout le parcours/)).toBeVisible();
  await inspect(own, 'figures of a partner');
  await own.getByRole('main').getByRole('link', { name: "Bilan de l'année" }).click();
  await expect(own.getByRole('main')).toContainText(`(${name})`);
  await expect(own.getByRole('table')).toHaveCount(2);
  await inspect(own, 'report of a partner');

  // What the change before this one said stands for a while.
  await expect(page.getByText('Compte enregistré')).toHaveCount(0);
  await page.getByRole('radio', { name: /^Toute la direction/ }).check();
  await save(page).click();
  await expect(page.getByText('Compte enregistré')).toBeVisible();
  await expect(page.locator('.facts')).not.toContainText('Limité à');

  // A limit ends with the next request: the session goes on.
  await own.goto(`${server.url}/suivi/comptes`);
  await expect(own.getByRole('row', { name: /noe\.exemple/ })).toBeVisible();
  await expect(toSettings).toBeVisible();
  expect(await peopleInAll(own, server.url)).toBe(all);
  await expect(limit).toHaveCount(0);
  await own.context().close();
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
