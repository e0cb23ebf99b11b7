// The follow-up: from the interest to the scheme, with the server away most of the time.

import type { Page } from '@playwright/test';
import { inDays, plan } from '../support/life';
import { adviser, appIsKept, followUpIsKept, send, signIn, waiting } from '../support/people';
import { expect, test } from '../support/test';

/** Opens the first file that waits for a first interview; gives its address. */
async function openFirstToPlan(page: Page): Promise<string> {
  const task = page.locator('.line', { hasText: 'Prévoir un premier entretien' }).first();
  await task.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Prévoir un entretien' })).toBeVisible();
  return page.url().replace(/\/rendez-vous$/, '');
}

test('an interview, its findings and a referral entered without a network survive the browser', async ({ server, tablet, office }) => {
  let page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await appIsKept(page);
  await followUpIsKept(page);
  await server.stop();

  await page.getByRole('link', { name: 'Ma journée' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ma journée' })).toBeVisible();
  const file = await openFirstToPlan(page);

  // What is missing is said before anything is written.
  await page.getByRole('button', { name: 'Enregistrer le rendez-vous' }).click();
  await expect(page.locator('.error-summary')).toContainText('Date');
  await plan(page, inDays(3), '10:30');
  await waiting(page, 1);

  // The person did not come; another date is found.
  await page.getByRole('button', { name: "N'a pas eu lieu" }).click();
  await page.getByRole('button', { name: 'Absence non excusée' }).click();
  await page.getByRole('link', { name: 'Prévoir un nouveau rendez-vous' }).click();
  await plan(page, inDays(5), '14:00');
  await waiting(page, 3);

  await page.getByRole('link', { name: "Noter l'entretien" }).click();
  await page.getByRole('checkbox', { name: /Cours de français/ }).check();
  await page.getByLabel('Niveau de français constaté').selectOption('A2');
  await page.getByRole('button', { name: "Enregistrer l'entretien" }).click();

  // Every proposal says why; the first one fits.
  await expect(page.getByRole('heading', { level: 1, name: 'Proposer un dispositif' })).toBeVisible();
  const proposal = page.locator('section .card').first();
  await expect(proposal).toContainText('premier choix');
  await expect(proposal).toContainText('niveau suffisant');
  const title = (await proposal.locator('.card-title').textContent()) ?? '';
  await proposal.getByRole('button', { name: /Orienter/ }).click();
  await page.getByRole('button', { name: "Envoyer l'orientation" }).click();
  await expect(page.locator('.line', { hasText: title })).toContainText('Envoyée, sans réponse');
  await expect(page.locator('.toasts')).toContainText('Orientation enregistrée');
  await waiting(page, 5);

  await tablet.kill();
  await tablet.start();
  page = await tablet.open(file);
  await waiting(page, 5);
  await expect(page.locator('.line', { hasText: title })).toContainText('Enregistré ici');
  await expect(page.locator('.timeline')).toContainText('Absence non excusée');

  await server.up();
  await send(page, adviser());
  await page.goto(file);
  await expect(page.locator('.line', { hasText: title })).not.toContainText('Enregistré ici');

  // Another device of the same person starts with nothing and shows the same.
  const other = await office.open(server.url);
  await signIn(other, server.url, adviser());
  await other.goto(file);
  await expect(other.locator('.line', { hasText: title })).toContainText('Envoyée, sans réponse');
  await expect(other.locator('.timeline')).toContainText('Absence non excusée');
});

test('an answer by telephone, a refusal that is not the end, and a withdrawal that stops everything', async ({ server, office }) => {
  const page = await office.open(server.url);
  await signIn(page, server.url, adviser(1));
  await page.goto(`${server.url}/parcours`);
  const file = await openFirstToPlan(page);
  await plan(page, inDays(4), '09:15');
  await page.getByRole('link', { name: "Noter l'entretien" }).click();
  await page.getByRole('checkbox', { name: /emploi/ }).check();
  await page.getByLabel('Niveau de français constaté').selectOption('B1');
  await page.getByRole('button', { name: "Enregistrer l'entretien" }).click();
  await page.locator('section .card').first().getByRole('button', { name: /Orienter/ }).click();
  await page.getByRole('button', { name: "Envoyer l'orientation" }).click();
  await page.locator('.line').first().getByRole('link').click();

  // Declined for want of places: the reason and what to do, then the waiting list.
  await page.getByLabel('Réponse').selectOption('Refusée');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.locator('.error-summary')).toContainText('Motif');
  await page.getByLabel('Motif').selectOption('full');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.getByText("Demander la liste d'attente")).toBeVisible();
  await page.getByLabel('Réponse').selectOption("Sur liste d'attente");
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.locator('.badge', { hasText: "Sur liste d'attente" })).toBeVisible();
  await page.getByLabel('Réponse').selectOption('Acceptée');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.locator('.badge', { hasText: 'Acceptée' })).toBeVisible();
  await page.getByLabel('Réponse').selectOption('Entrée en dispositif');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.locator('.badge', { hasText: 'Entrée en dispositif' })).toBeVisible();

  await page.goto(file);
  await page.getByRole('button', { name: 'La personne se retire' }).click();
  await page.getByRole('button', { name: 'Oui, tout arrêter' }).click();
  await expect(page.locator('.line').first()).toContainText('Retirée');
  await expect(page.getByRole('button', { name: 'La personne se retire' })).toBeHidden();
  await expect(page.locator('.lead')).toContainText("S'est retirée");
});
