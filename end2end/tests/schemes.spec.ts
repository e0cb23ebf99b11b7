// The supervisor writes down a partner and a scheme, corrects, verifies; two at once lose nothing.

import type { Page } from '@playwright/test';
import { accounts } from '../support/demo';
import { look as lookAt } from '../support/look';
import { openDesk } from '../support/people';
import { expect, test } from '../support/test';

const inspect = (page: Page, what: string): Promise<void> => lookAt(page, what, [360, 1280]);

const schemes = (page: Page) =>
  page.getByRole('navigation').getByRole('link', { name: 'Dispositifs', exact: true }).click();
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true });

test('a partner and a scheme are written down, found again, corrected and verified', async ({ server, chrome }) => {
  test.setTimeout(240_000);
  const page = await openDesk(chrome, server.url);
  await schemes(page);
  await expect(page.locator('.lead')).toHaveText('12 dispositifs');
  await expect(page.getByRole('row', { name: /Atelier parents/ })).toContainText('Complet');
  await expect(page.getByRole('row', { name: /Atelier parents/ })).toContainText('À vérifier');
  await inspect(page, 'schemes');

  await page.getByRole('link', { name: 'Partenaires' }).click();
  await expect(page.getByRole('row', { name: /Atelier fictif des Mots/ })).toBeVisible();
  await inspect(page, 'partners');
  await page.getByRole('link', { name: 'Ajouter un partenaire' }).click();
  await page.getByLabel('Nom').fill('atelier fictif des mots');
  await page.getByLabel('E-mail').fill('contact');
  await save(page).click();
  await expect(page.locator('.error-summary')).toContainText("E-mail : l'adresse n'est pas complète");
  await inspect(page, 'partner with errors');
  await page.getByLabel('E-mail').fill('contact@exemple.invalid');
  await save(page).click();
  await expect(page.locator('.error-summary')).toContainText("s'appelle déjà « Atelier fictif des Mots »");
  await page.getByLabel('Nom').fill('Maison fictive du Lien');
  await save(page).click();
  await expect(page.getByRole('row', { name: /Maison fictive du Lien/ })).toContainText('contact@exemple.invalid');

  await schemes(page);
  await page.getByRole('link', { name: 'Ajouter un dispositif' }).click();
  await save(page).click();
  await expect(page.locator('.error-summary li')).toHaveCount(4);
  await page.getByRole('link', { name: /^Nom du dispositif/ }).click();
  await expect(page.getByLabel('Nom du dispositif')).toBeFocused();
  await inspect(page, 'scheme with errors');
  await page.getByLabel('Partenaire').selectOption({ label: 'Maison fictive du Lien' });
  await page.getByLabel('Type de dispositif').selectOption('language');
  await page.getByLabel('Nom du dispositif').fill('Français du soir');
  await page.getByLabel('Ville').fill('laon');
  await page.getByLabel("Niveau demandé à l'entrée").selectOption('A2');
  await page.getByLabel('Niveau visé').selectOption('A2');
  await page.getByLabel('Places').fill('10');
  const french = page.getByRole('group', { name: 'En français' });
  await french.getByLabel('Titre').fill('Le français, le soir');
  await french.getByLabel('Texte').fill('Deux soirs par semaine. Gratuit.');
  await page.getByRole('checkbox', { name: /Peut être suivi/ }).check();
  await save(page).click();
  await expect(page.locator('.error-summary li')).toHaveText([/Niveau visé/]);
  await page.getByLabel('Niveau visé').selectOption('B1');
  await save(page).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Français du soir' })).toBeVisible();
  await expect(page.locator('.facts').first()).toContainText('10 libres sur 10');
  // Written as the official code writes it.
  await expect(page.getByLabel('Ville')).toHaveValue('Laon');
  // Who has just written it knows that it holds.
  await expect(page.getByRole('button', { name: "Vérifié aujourd'hui" })).toHaveCount(0);
  await inspect(page, 'scheme');

  await schemes(page);
  await page.getByLabel(/Chercher/).fill('francais soir laon');
  await expect(page.locator('.lead')).toHaveText('1 dispositif');
  await page.getByRole('link', { name: 'Français du soir' }).click();
  await page.getByRole('checkbox', { name: /Ouvert aux orientations/ }).uncheck();
  await save(page).click();
  await expect(page.locator('.facts').first()).toContainText('Fermé');

  await schemes(page);
  await page.getByRole('link', { name: 'Atelier parents' }).click();
  await expect(page.locator('.facts').first()).toContainText('À vérifier');
  await page.getByRole('button', { name: "Vérifié aujourd'hui" }).click();
  await expect(page.locator('.facts').first()).not.toContainText('À vérifier');
  await page.getByLabel('Places').fill('7');
  await save(page).click();
  await expect(page.locator('.error-summary')).toContainText('8 places sont déjà prises');
  await page.context().close();
});

test('two at once: the slower is told, keeps what they typed and sees what stands', async ({ server, chrome }) => {
  const first = await openDesk(chrome, server.url, { account: accounts('supervisor')[0] });
  const second = await openDesk(chrome, server.url, { account: accounts('supervisor')[1] });
  for (const page of [first, second]) {
    await page.goto(`${server.url}/suivi/dispositifs`);
    await page.getByRole('link', { name: 'Atelier de vie sociale' }).click();
    await expect(page.getByLabel('Conditions')).toBeVisible();
  }
  await first.getByLabel('Conditions').fill('Venir à la première séance.');
  await save(first).click();
  await expect(first.getByRole('status').getByText('Dispositif enregistré')).toBeVisible();

  await second.getByLabel('Public').fill('Adultes.');
  await save(second).click();
  await expect(second.locator('.error-summary')).toContainText("rien n'a été enregistré");
  await expect(second.getByLabel('Public')).toHaveValue('Adultes.');
  const standing = second.locator('.notice .facts');
  await expect(standing).toContainText('Venir à la première séance.');
  await inspect(second, 'two at once');
  await second.getByRole('button', { name: 'Reprendre ces valeurs' }).click();
  await expect(second.getByLabel('Conditions')).toHaveValue('Venir à la première séance.');
  await second.getByLabel('Public').fill('Adultes.');
  await save(second).click();
  await expect(second.getByRole('status').getByText('Dispositif enregistré')).toBeVisible();

  await first.reload();
  await expect(first.getByLabel('Public')).toHaveValue('Adultes.');
  await expect(first.getByLabel('Conditions')).toHaveValue('Venir à la première séance.');
  await first.context().close();
  await second.context().close();
});
