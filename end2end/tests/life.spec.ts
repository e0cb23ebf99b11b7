// One request from the visit to what came of it: signatory, adviser, partner and supervisor, each in
// a browser of their own, over weeks.

import {
  answer, comeBack, copyLink, counted, exportedEvents, inDays, interview, linkByMail, openFile, openOwn, plan, refer, register,
  visitor,
} from '../support/life';
import { adviser, everythingIsSent, openDesk, signIn, supervisor } from '../support/people';
import { expect, test } from '../support/test';

test('a referral is accepted by the copied link, and ends in a completed scheme', async ({ heldServer: server, office, chrome }) => {
  test.setTimeout(240_000);
  const name = 'Fictif-Accueil';
  const phone = await visitor(chrome);
  const code = await register(phone, server.url, name);

  const desk = await openDesk(chrome, server.url);
  const before = {
    interviewed: await counted(desk, server.url, 'Reçues en entretien'),
    entered: await counted(desk, server.url, 'Entrées en dispositif'),
  };

  const page = await office.open(server.url);
  await signIn(page, server.url, adviser());
  const file = await openFile(page, server.url, name);
  await interview(page, /Cours de français/, 'A2');
  const scheme = await refer(page);
  const link = await copyLink(page);
  expect(link).toMatch(new RegExp(`^${server.url}/p/[0-9a-f]{64}$`));

  // The partner has no account and no JavaScript.
  const partner = await visitor(chrome, { width: 1280 });
  await partner.goto(link);
  await expect(partner.getByText(new RegExp(name, 'i'))).toBeVisible();
  await expect(partner.getByText(scheme)).toBeVisible();
  await answer(partner, /J’accepte/, { 'Premier jour prévu': inDays(9) });
  await expect(partner.getByText('Votre réponse est enregistrée.')).toBeVisible();
  await expect(partner.getByText('Acceptée, pas encore entrée')).toBeVisible();

  // Nine days later the link is over; a new one comes by mail.
  await server.advance(9);
  await partner.goto(link);
  await expect(partner.getByRole('heading', { level: 1, name: 'Ce lien n’est plus valable' })).toBeVisible();
  await expect(partner.getByText(new RegExp(name, 'i'))).toHaveCount(0);
  await partner.getByRole('button', { name: 'Demander un nouveau lien' }).click();
  await expect(partner.getByRole('heading', { level: 1, name: 'Votre demande est notée' })).toBeVisible();
  await server.advance(0);
  const second = await linkByMail(partner, server, 'Votre nouveau lien pour une orientation', name);
  await answer(partner, /La personne est entrée/, { 'Jour de l’entrée': inDays(9) });
  await expect(partner.getByText('Entrée dans le dispositif')).toBeVisible();

  await server.advance(7);
  await partner.goto(second);
  await answer(partner, /La personne a terminé/, { 'Dernier jour': inDays(16), 'Niveau de français atteint': 'B1' });
  await expect(partner.getByText('Terminée', { exact: true })).toBeVisible();
  // Nothing is left to say: the link is over.
  await partner.goto(second);
  await expect(partner.getByRole('heading', { level: 1, name: 'Ce lien n’est plus valable' })).toBeVisible();

  await page.goto(file);
  await comeBack(page, adviser());
  await page.goto(file);
  await expect(page.locator('.line', { hasText: scheme })).toContainText('Parcours terminé');
  await expect(page.locator('.timeline')).toContainText('niveau atteint B1');

  await openOwn(phone, server.url, code);
  await expect(phone.getByText('Vous êtes allé·e jusqu’au bout.')).toBeVisible();

  await desk.goto(`${server.url}/connexion`);
  await signIn(desk, server.url, supervisor());
  expect(await counted(desk, server.url, 'Reçues en entretien')).toBe(before.interviewed + 1);
  expect(await counted(desk, server.url, 'Entrées en dispositif')).toBe(before.entered + 1);
  expect(await exportedEvents(desk, server.url, name)).toEqual([
    "Manifestation d'intérêt",
    'Entretien planifié',
    'Entretien tenu',
    'Orientation envoyée',
    'Orientation acceptée',
    'Entrée en dispositif',
    'Parcours terminé',
  ]);
});

test('a missed interview is planned anew', async ({ server, office, chrome }) => {
  test.setTimeout(180_000);
  const name = 'Fictif-Rendez';
  const phone = await visitor(chrome);
  const code = await register(phone, server.url, name);

  const page = await office.open(server.url);
  await signIn(page, server.url, adviser());
  const file = await openFile(page, server.url, name);
  await page.getByRole('link', { name: 'Prévoir un entretien' }).click();
  await plan(page, inDays(2), '10:30');
  await everythingIsSent(page);
  await openOwn(phone, server.url, code);
  await expect(phone.locator('.own-appointment')).toContainText(/10.*30/);

  await page.getByRole('button', { name: "N'a pas eu lieu" }).click();
  await page.getByRole('button', { name: 'Absence non excusée' }).click();
  await expect(page.getByText("Noté. L'entretien est à prévoir à nouveau.")).toBeVisible();
  await everythingIsSent(page);
  await phone.reload();
  await expect(phone.getByText('Le rendez-vous n’a pas eu lieu.')).toBeVisible();

  await page.getByRole('link', { name: 'Prévoir un nouveau rendez-vous' }).click();
  await plan(page, inDays(5), '14:00');
  await everythingIsSent(page);
  await page.goto(file);
  await expect(page.locator('.timeline')).toContainText('Absence non excusée');
  await phone.reload();
  await expect(phone.locator('.own-appointment')).toContainText(/14.*00/);
  await expect(phone.getByText('Vous avez un rendez-vous.')).toBeVisible();

  const desk = await openDesk(chrome, server.url);
  expect(await exportedEvents(desk, server.url, name)).toEqual([
    "Manifestation d'intérêt",
    'Entretien planifié',
    'Entretien : absence non excusée',
    'Entretien planifié',
  ]);
});
