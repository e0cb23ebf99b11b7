// Times for interviews: offered by the supervisor or by advisers themselves, chosen by the person, and
// the links that partners wait for.

import type { Page } from '@playwright/test';
import { copyLink, inDays, interview, openFile, openOwn, plan, refer, register, visitor } from '../support/life';
import { look as lookAt } from '../support/look';
import { adviser, appIsKept, deskIsKept, everythingIsSent, openDesk, signIn } from '../support/people';
import { expect, test } from '../support/test';

const look = (page: Page, what: string): Promise<void> => lookAt(page, what, [360, 800, 1280]);

/** Fills in a stretch of a day. */
async function stretch(page: Page, day: string, from: string, to: string): Promise<void> {
  await page.getByLabel('Date').fill(day);
  await page.getByLabel('De (heure en France)').fill(from);
  await page.getByLabel('À', { exact: true }).fill(to);
}

test('a morning is offered at once, one time of it is taken, one is taken away', async ({ server, chrome }) => {
  test.setTimeout(180_000);
  const page = await openDesk(chrome, server.url);
  await page.getByRole('link', { name: "Créneaux d'entretien" }).click();
  await expect(page.getByRole('heading', { level: 1, name: "Créneaux d'entretien" })).toBeVisible();
  await look(page, 'slots');

  // What was offered before goes, so that the list is ours alone; that there is none is said too.
  const remove = page.getByRole('button', { name: /^Retirer/ });
  await expect(remove.first()).toBeVisible();
  for (let left = await remove.count(); left > 0; left -= 1) {
    await remove.first().click();
    await expect(remove).toHaveCount(left - 1);
  }
  await expect(page.getByText("Aucun créneau n'est proposé.")).toBeVisible();
  await look(page, 'no slots');

  await page.getByRole('link', { name: 'Proposer des créneaux' }).click();
  const offer = page.getByRole('button', { name: 'Proposer', exact: true });
  await offer.click();
  await expect(page.locator('.error-summary li')).toHaveCount(4);
  await look(page, 'new slots with errors');
  await page.getByLabel('Avec').selectOption({ index: 1 });
  await stretch(page, inDays(4), '12:00', '09:00');
  await offer.click();
  await expect(page.locator('.error-summary')).toContainText('la plage est trop courte');
  await stretch(page, inDays(-1), '09:00', '12:00');
  await offer.click();
  await expect(page.locator('.error-summary')).toContainText('Le créneau est passé');
  await stretch(page, inDays(4), '09:00', '12:00');
  await expect(page.getByText('Cela fait 4 créneaux.')).toBeVisible();
  await page.getByLabel('Lieu').fill('Salle fictive 2, Laon');
  await look(page, 'new slots');
  await offer.click();

  await expect(page.getByRole('status').getByText('4 créneaux proposés')).toBeVisible();
  await expect(page.getByRole('table').locator('caption')).toHaveText('4 créneaux à venir, 4 libres');
  await expect(page.getByRole('row', { name: /9 h 00.*Salle fictive 2/ })).toContainText('Libre');

  // The same time of the same adviser is not offered twice, nor is any of the stretch.
  await page.getByRole('link', { name: 'Proposer des créneaux' }).click();
  await page.getByLabel('Avec').selectOption({ index: 1 });
  await stretch(page, inDays(4), '11:00', '14:00');
  await offer.click();
  await expect(page.locator('.error-summary')).toContainText('Un autre créneau est déjà proposé à cette heure.');
  await page.getByRole('link', { name: 'Annuler' }).click();
  await expect(page.getByRole('table').locator('caption')).toHaveText('4 créneaux à venir, 4 libres');

  const phone = await visitor(chrome);
  await openOwn(phone, server.url, await register(phone, server.url, 'Fictif-Creneau'));
  await phone.getByRole('link', { name: 'Choisir un rendez-vous' }).click();
  await expect(phone.getByRole('radio')).toHaveCount(4);
  await phone.getByRole('radio').first().check();
  await phone.getByRole('button', { name: 'Je prends ce rendez-vous' }).click();
  await expect(phone.locator('.own-appointment')).toContainText('Salle fictive 2, Laon');

  await page.reload();
  await expect(page.getByRole('row', { name: /9 h 00/ })).toContainText('Pris');
  await page.getByRole('row', { name: /9 h 45/ }).getByRole('button', { name: /^Retirer/ }).click();
  await expect(page.getByRole('table').locator('caption')).toHaveText('3 créneaux à venir, 2 libres');
  await look(page, 'slots of which one is taken');
});

test('an adviser offers their own times, sees who comes, and takes one away', async ({ server, office, chrome }) => {
  test.setTimeout(240_000);
  const page = await office.open(server.url);
  await signIn(page, server.url, adviser());
  await page.goto(`${server.url}/parcours`);
  await look(page, 'day with the way to own slots');
  await page.getByRole('link', { name: 'Mes créneaux (en ligne)' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mes créneaux' })).toBeVisible();
  const navigation = page.getByRole('navigation');
  await expect(navigation.getByRole('link', { name: 'Ma journée' })).toHaveAttribute('aria-current', 'page');
  await expect(navigation.getByRole('link', { name: 'Personnes' })).toHaveCount(0);
  const remove = page.getByRole('button', { name: /^Retirer/ });
  await expect(remove.first().or(page.getByText('Vous ne proposez aucun créneau.'))).toBeVisible();
  for (let left = await remove.count(); left > 0; left -= 1) {
    await remove.first().click();
    await expect(remove).toHaveCount(left - 1);
  }
  await expect(page.getByText('Vous ne proposez aucun créneau.')).toBeVisible();
  await look(page, 'own slots, none');

  await page.getByRole('link', { name: 'Proposer des créneaux' }).click();
  const offer = page.getByRole('button', { name: 'Proposer', exact: true });
  await offer.click();
  await expect(page.locator('.error-summary li')).toHaveCount(3);
  await expect(page.getByLabel('Avec')).toHaveCount(0);
  await stretch(page, inDays(4), '09:00', '12:00');
  const place = 'Bureau fictif 7, Laon';
  await page.getByLabel('Lieu').fill(place);
  await look(page, 'own new slots');
  await offer.click();
  await expect(page.getByRole('status').getByText('4 créneaux proposés')).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/mes-creneaux`);
  await page.reload();
  await expect(page.getByRole('table').locator('caption')).toHaveText('4 créneaux à venir, 4 libres');

  await page.getByRole('link', { name: 'Proposer des créneaux' }).click();
  await stretch(page, inDays(4), '11:00', '14:00');
  await offer.click();
  await expect(page.locator('.error-summary')).toContainText('Un autre créneau est déjà proposé à cette heure.');
  await page.getByRole('link', { name: 'Annuler' }).click();

  const chosen = 'Fictif-Choix';
  const phone = await visitor(chrome);
  await openOwn(phone, server.url, await register(phone, server.url, chosen));
  await phone.getByRole('link', { name: 'Choisir un rendez-vous' }).click();
  await phone.locator('.choice', { hasText: place }).first().locator('input').check();
  await phone.getByRole('button', { name: 'Je prends ce rendez-vous' }).click();
  await expect(phone.locator('.own-appointment')).toContainText(place);
  const planned = 'Fictif-Prévu';
  await register(phone, server.url, planned);
  await openFile(page, server.url, planned);
  await page.getByRole('link', { name: 'Prévoir un entretien' }).click();
  await plan(page, inDays(4), '10:30');
  await everythingIsSent(page);

  await navigation.getByRole('link', { name: 'Ma journée' }).click();
  await page.getByRole('link', { name: 'Mes créneaux (en ligne)' }).click();
  await expect(page.getByRole('table').locator('caption')).toHaveText('4 créneaux à venir, 2 libres');
  const row = (time: RegExp) => page.getByRole('row', { name: time });
  await expect(row(/9 h 45/)).toContainText('Libre');
  await expect(row(/10 h 30/)).toContainText('Pris');
  await expect(row(/10 h 30/).getByRole('link', { name: new RegExp(planned, 'i') })).toBeVisible();
  await look(page, 'own slots');
  await row(/9 h 45/).getByRole('button', { name: /^Retirer/ }).click();
  await expect(page.getByRole('table').locator('caption')).toHaveText('3 créneaux à venir, 1 libre');
  await row(/9 h 00/).getByRole('link', { name: new RegExp(chosen, 'i') }).click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(chosen, 'i') })).toBeVisible();

  // Without a network the page says so, and what goes on without it.
  await page.goto(`${server.url}/mes-creneaux`);
  await expect(page.getByRole('heading', { level: 1, name: 'Mes créneaux' })).toBeVisible();
  await appIsKept(page);
  await deskIsKept(page);
  await server.stop();
  await page.reload();
  await expect(page.getByText('Vos créneaux sont gardés sur le serveur')).toBeVisible();
  await look(page, 'own slots without a network');
  await page.getByRole('link', { name: 'Ma journée' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ma journée' })).toBeVisible();
});

test('a link that the clipboard refuses is shown, one that cannot be made is explained', async ({ server, office, chrome }) => {
  test.setTimeout(180_000);
  const name = 'Fictif-Lien';
  await register(await visitor(chrome), server.url, name);
  const page = await office.open(server.url);
  await signIn(page, server.url, adviser());
  await openFile(page, server.url, name);
  await interview(page, /Cours de français/, 'A2');
  await refer(page);
  const link = await copyLink(page);
  await look(page, 'referral');

  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });
  await page.getByRole('button', { name: 'Copier le lien du partenaire' }).click();
  const field = page.getByLabel("Le navigateur n'a pas copié le lien.");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(new RegExp(`^${server.url}/p/[0-9a-f]{64}$`));
  expect(await field.inputValue()).not.toBe(link);
  const selected = await field.evaluate((it: HTMLInputElement) => (it.selectionEnd ?? 0) - (it.selectionStart ?? 0));
  expect(selected).toBe((await field.inputValue()).length);
  await look(page, 'referral with its link');

  await server.stop();
  await page.getByRole('button', { name: 'Copier le lien du partenaire' }).click();
  await expect(page.getByText('Le serveur ne répond pas, et lui seul peut créer un lien.')).toBeVisible();
  await look(page, 'referral without the server');
});

test('a partner who waits for a link is shown to the supervisor, who copies one', async ({ heldServer: server, office, chrome }) => {
  test.setTimeout(180_000);
  const name = 'Fictif-Attente';
  await register(await visitor(chrome), server.url, name);
  const page = await office.open(server.url);
  await signIn(page, server.url, adviser());
  await openFile(page, server.url, name);
  await interview(page, /Cours de français/, 'A2');
  await refer(page);
  const partner = await visitor(chrome, { width: 1280 });
  await partner.goto(await copyLink(page));
  const organisation = (await partner.locator('dt:has-text("Organisme") + dd').textContent()) ?? '';

  await server.advance(9);
  // Without an address nothing can be sent by itself.
  const supervising = await openDesk(chrome, server.url);
  await supervising.goto(`${server.url}/suivi/partenaires`);
  await supervising.getByRole('link', { name: organisation, exact: true }).click();
  await supervising.getByLabel('E-mail').fill('');
  await supervising.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(supervising.getByRole('row', { name: new RegExp(organisation) })).not.toContainText('@');
  await partner.reload();
  await partner.getByRole('button', { name: 'Demander un nouveau lien' }).click();
  await expect(partner.getByRole('heading', { level: 1, name: 'Votre demande est notée' })).toBeVisible();
  await supervising.getByRole('navigation').getByRole('link', { name: 'À vérifier' }).click();
  const waiting = supervising.getByRole('article').filter({ hasText: organisation });
  await expect(waiting).toContainText("Pas d'adresse e-mail");
  await look(supervising, 'partner who waits');
  await supervising.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await waiting.getByRole('button', { name: /Copier le lien du partenaire/ }).click();
  await expect(supervising.getByText('Lien copié.')).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await partner.goto(await supervising.evaluate(() => navigator.clipboard.readText()));
  await expect(partner.getByText(new RegExp(name, 'i'))).toBeVisible();
});
