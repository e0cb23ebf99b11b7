// Weeks in which nothing happens by hand: a partner who does not answer, and a person who stopped.

import {
  answer, comeBack, copyLink, exportedEvents, interview, linkByMail, openFile, openOwn, refer, register, visitor,
} from '../support/life';
import { adviser, openDesk, signIn } from '../support/people';
import type { Server } from '../support/server';
import { expect, test } from '../support/test';
import type { Browser, Page } from '@playwright/test';

/** The supervisor's list of what the server did by itself, about one person. */
async function jobsAbout(chrome: Browser, server: Server, name: string): Promise<string[]> {
  const page = await openDesk(chrome, server.url);
  await page.goto(`${server.url}/suivi/envois`);
  await expect(page.getByRole('table')).toBeVisible();
  const found: string[] = [];
  for (;;) {
    for (const row of await page.getByRole('row').filter({ hasText: new RegExp(name, 'i') }).all()) {
      const what = await row.getByRole('rowheader').evaluate((cell) => cell.firstChild?.textContent);
      found.push(`${what}: ${await row.locator('.badge').textContent()}`);
    }
    const next = page.getByRole('button', { name: 'Suivant' });
    if (!(await next.isVisible()) || (await next.isDisabled())) break;
    const first = await page.getByRole('rowheader').first().textContent();
    await next.click();
    await expect(page.getByRole('rowheader').first()).not.toHaveText(first ?? '');
  }
  await page.context().close();
  // The list begins with the latest.
  return found.reverse();
}

/** An adviser refers somebody who has just registered; gives the receipt, the file and the scheme. */
async function referred(
  server: Server,
  phone: Page,
  page: Page,
  name: string,
): Promise<{ code: string; file: string; scheme: string }> {
  const code = await register(phone, server.url, name);
  await signIn(page, server.url, adviser());
  const file = await openFile(page, server.url, name);
  await interview(page, /Cours de français/, 'A2');
  return { code, file, scheme: await refer(page) };
}

test('a silent partner is reminded every ten days, and after thirty the referral ends', async ({ heldServer: server, office, chrome }) => {
  test.setTimeout(240_000);
  const name = 'Fictif-Silence';
  const page = await office.open(server.url);
  const { file, scheme } = await referred(server, await visitor(chrome), page, name);

  const partner = await visitor(chrome, { width: 1280 });
  await server.advance(0);
  const first = await linkByMail(partner, server, 'Une orientation attend votre réponse', name);
  const reminders = () => server.messages.filter((it) => it.subject === 'Rappel : une orientation attend votre réponse');
  await server.advance(9);
  await expect(async () => linkByMail(partner, server, 'Rappel : une orientation attend votre réponse', name)).rejects.toThrow();
  await server.advance(1);
  await linkByMail(partner, server, 'Rappel : une orientation attend votre réponse', name);
  const afterTen = reminders().length;
  // The first link had its eight days; the reminder brings another one.
  await partner.goto(first);
  await expect(partner.getByRole('heading', { level: 1, name: 'Ce lien n’est plus valable' })).toBeVisible();
  await server.advance(10);
  const last = await linkByMail(partner, server, 'Rappel : une orientation attend votre réponse', name);
  expect(reminders().length).toBeGreaterThan(afterTen);
  await expect(partner.getByRole('radio', { name: /J’accepte/ })).toBeVisible();

  await server.advance(10);
  await partner.goto(last);
  await expect(partner.getByText(new RegExp(name, 'i'))).toHaveCount(0);
  await expect(partner.getByRole('radio')).toHaveCount(0);

  await page.goto(file);
  await comeBack(page, adviser());
  await page.goto(file);
  await expect(page.locator('.line', { hasText: scheme })).toContainText('Sans réponse, close');
  await expect(page.getByRole('link', { name: 'Proposer un dispositif' })).toBeVisible();

  expect(await jobsAbout(chrome, server, name)).toEqual([
    'Nouvelle orientation, au partenaire: Fait',
    'Relance du partenaire: Fait',
    'Relance du partenaire n° 2: Fait',
    'Orientation close, faute de réponse: Fait',
  ]);
});

test('a person stops on their own page, and everything stops', async ({ heldServer: server, office, chrome }) => {
  test.setTimeout(240_000);
  const name = 'Fictif-Retrait';
  const phone = await visitor(chrome);
  const page = await office.open(server.url);
  const { code, file, scheme } = await referred(server, phone, page, name);
  const link = await copyLink(page);
  await server.advance(0);
  const before = await jobsAbout(chrome, server, name);
  expect(before).toEqual(['Nouvelle orientation, au partenaire: Fait']);

  const partner = await visitor(chrome, { width: 1280 });
  await partner.goto(link);
  await answer(partner, /J’étudie la demande/);
  await expect(partner.getByText('Votre réponse est enregistrée.')).toBeVisible();

  await openOwn(phone, server.url, code);
  await phone.getByRole('link', { name: 'Je ne veux plus' }).click();
  await phone.getByRole('button', { name: 'Oui, j’arrête tout' }).click();
  await expect(phone.getByText('C’est arrêté.')).toBeVisible();

  // The partner's link is over, and says nothing of the person; nor can a page left open answer.
  await partner.getByRole('radio', { name: /J’accepte/ }).check();
  await partner.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(partner.getByText('Votre réponse n’est pas enregistrée.')).toBeVisible();
  await expect(partner.getByText(new RegExp(name, 'i'))).toHaveCount(0);
  await partner.goto(link);
  await expect(partner.getByRole('heading', { level: 1, name: 'Ce lien n’est plus valable' })).toBeVisible();

  // Nor does anything leave in the month that follows.
  const sent = server.messages.filter((it) => it.to.replace(/\D/g, '').endsWith('639984466')).length;
  await server.advance(10);
  await server.advance(10);
  await server.advance(11);
  expect(server.messages.filter((it) => it.to.replace(/\D/g, '').endsWith('639984466'))).toHaveLength(sent);
  expect(await jobsAbout(chrome, server, name)).toEqual(before);

  await page.goto(file);
  await comeBack(page, adviser());
  await page.goto(file);
  await expect(page.locator('.lead')).toContainText("S'est retirée");
  await expect(page.locator('.line', { hasText: scheme })).toContainText('Retirée');
  await expect(page.getByRole('button', { name: 'La personne se retire' })).toBeHidden();

  const desk = await openDesk(chrome, server.url);
  expect((await exportedEvents(desk, server.url, name)).at(-1)).toBe('Orientation retirée');
});
