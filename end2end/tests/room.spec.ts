// The room: an adviser loses the network, works, loses the browser too, and nothing is lost.

import { setTimeout as pause } from 'node:timers/promises';
import {
  adviser,
  appIsKept,
  mark,
  openTodaysIntervention,
  rows,
  send,
  signIn,
  supervisor,
  waiting,
} from '../support/people';
import { expect, test } from '../support/test';

test('attendance and interests entered without a network survive the browser and reach the server', async ({ server, tablet, office }) => {
  let page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await appIsKept(page);
  const address = await openTodaysIntervention(page);

  // The server is stopped: this is not a browser that pretends to be offline.
  await server.stop();
  const first = rows(page).nth(0);
  const name = (await first.locator('.roster-name').textContent()) ?? '';
  await mark(first, 'Présent·e');
  await mark(rows(page).nth(1), 'Excusé·e');
  await waiting(page, 2);

  // An interest of somebody on the list.
  await first.getByRole('link', { name: /Souhaits/ }).click();
  await page.getByRole('checkbox', { name: /Cours de français/ }).check();
  await page.getByRole('checkbox', { name: /emploi/ }).check();
  await page.getByRole('radio', { name: 'SMS' }).check();
  await page.getByLabel('Téléphone').fill('06 39 98 12 34');
  await page.getByRole('radio', { name: /voix haute/ }).check();
  await page.getByRole('checkbox', { name: /est d'accord/ }).check();
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.getByText('Souhaits enregistrés ici.')).toBeVisible();
  await waiting(page, 3);

  // Somebody who is not on the list.
  await page.getByRole('link', { name: 'Ajouter une personne' }).click();
  await page.getByLabel('Nom de famille').fill('Fictif-Hors-Liste');
  await page.getByLabel('Prénom').fill('Камила');
  await page.getByRole('checkbox', { name: /Vie sociale/ }).check();
  await page.getByRole('radio', { name: 'Par le centre' }).check();
  await page.getByRole('radio', { name: /interprète/ }).check();
  await page.getByRole('checkbox', { name: /est d'accord/ }).check();
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await waiting(page, 5);
  await expect(rows(page).filter({ hasText: 'FICTIF-HORS-LISTE Камила' })).toBeVisible();

  await pause(100);
  await tablet.kill();
  await tablet.start();

  // Still without a server: the application itself comes from the device.
  page = await tablet.open(`${server.url}${address}`);
  await waiting(page, 5);
  const again = rows(page).filter({ hasText: name });
  await expect(again.getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
  await expect(again.locator('.badge')).toHaveText('Enregistré ici');
  await expect(again).toContainText('Souhaite être contacté·e');
  await expect(rows(page).filter({ hasText: 'FICTIF-HORS-LISTE Камила' })).toBeVisible();

  await server.up();
  await send(page, adviser());
  await page.goto(`${server.url}${address}`);
  await expect(again.locator('.badge')).toHaveText('Envoyé');

  // The server has it all: the supervisor sees the new person with the wish.
  const desk = await office.open(server.url);
  await signIn(desk, server.url, supervisor());
  await desk.goto(`${server.url}/suivi/personnes`);
  await desk.getByLabel(/Chercher/).fill('hors liste');
  await expect(desk.getByRole('row', { name: /FICTIF-HORS-LISTE/ })).toContainText('Vie sociale');
});

test('of twenty marks, each followed by SIGKILL to the browser 100 ms later, none is lost', async ({ server, tablet }) => {
  test.setTimeout(300_000);
  let page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await appIsKept(page);
  const address = await openTodaysIntervention(page);
  await server.kill();
  const people = Math.min(10, await rows(page).count());
  expect(people).toBeGreaterThan(4);
  const words = ['Présent·e', 'Absent·e'] as const;
  const lost: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const word = words[Math.floor(round / people) % 2];
    await mark(rows(page).nth(round % people), word);
    await pause(100);
    await tablet.kill();
    await tablet.start();
    page = await tablet.open(`${server.url}${address}`);
    await expect(rows(page).first()).toBeVisible();
    const kept = rows(page).nth(round % people).getByRole('button', { name: word });
    if ((await kept.getAttribute('aria-pressed')) !== 'true') lost.push(round);
  }
  expect(lost, 'marks lost').toEqual([]);
  await waiting(page, 20);
  await server.up();
  await send(page, adviser());
});
