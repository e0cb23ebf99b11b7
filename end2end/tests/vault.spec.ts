// What a device keeps is sealed, and its adviser opens it: with a network and without, today and after the
// lease. Whoever finds the tablet reads nothing.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { adviser, appIsKept, enter, everythingIsSent, identify, mark, openTodaysIntervention, rows, signIn, supervisor, waiting } from '../support/people';
import { heapOf, timesInMemory } from '../support/memory';
import { protect, shown, throughTheDoor, unlock } from '../support/store';
import { expect, test } from '../support/test';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CANARY = 'Zyxwv-Canari-Fictif';
const door = /\/verrou/;

/** Somebody who is not on the list, entered on the device. */
async function addCanary(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Ajouter une personne' }).click();
  await page.getByLabel('Nom de famille').fill(CANARY);
  await page.getByRole('button', { name: 'Ajouter sans souhait' }).click();
  await expect(rows(page).filter({ hasText: CANARY.toUpperCase() })).toBeVisible();
}

/** The key of the store that is open, as every page of this browser could be given it. */
async function keyOf(page: Page, url: string): Promise<number[]> {
  // A page of the server's own: nothing in it asks for a key by itself.
  await page.goto(`${url}/healthz`);
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const user = databases.flatMap(({ name }) => name?.match(/^passerelle-(.+)$/)?.[1] ?? [])[0];
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<{ key: Uint8Array }>((told) => (port1.onmessage = ({ data }) => told(data)));
    active?.postMessage({ type: 'key?', user }, [port2]);
    return [...(await answer).key];
  });
}

/** Whether the service worker has a key in its hands. */
async function heldByWorker(page: Page): Promise<boolean> {
  const [worker] = page.context().serviceWorkers();
  return worker.evaluate('Boolean(held)');
}

/** The files below a folder that hold a text, in the encodings that a browser may use. */
function filesWith(folder: string, text: string): string[] {
  const words = [text, text.toUpperCase()];
  const needles = words.flatMap((word) => [
    Buffer.from(word, 'utf8'),
    Buffer.from(word, 'utf16le'),
    ...[0, 1, 2].map((shift) => {
      // Base64 looks different with each place that a text can have in three bytes.
      const encoded = Buffer.from(' '.repeat(shift) + word, 'utf8').toString('base64');
      return Buffer.from(encoded.slice(shift ? 4 : 0, -4), 'utf8');
    }),
  ]);
  const found: string[] = [];
  const look = (path: string): void => {
    if (statSync(path).isDirectory()) return readdirSync(path).forEach((name) => look(join(path, name)));
    const content = readFileSync(path);
    if (needles.some((needle) => content.includes(needle))) found.push(path);
  };
  for (const name of readdirSync(folder)) if (!name.startsWith('Singleton')) look(join(folder, name));
  return found;
}

async function wrong(page: Page, phrase: string): Promise<void> {
  await page.getByLabel('Votre phrase').fill(phrase);
  await page.getByRole('button', { name: 'Ouvrir', exact: true }).click();
  await expect(page.locator('.error-summary')).toContainText("ce n'est pas celle-ci", { timeout: 20_000 });
}

test('whoever finds the tablet reads nothing; its adviser opens it without a network', async ({ server, tablet }) => {
  let page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await appIsKept(page);
  const listed = (await (async () => {
    await openTodaysIntervention(page);
    return rows(page).first().locator('.roster-name').textContent();
  })()) ?? '';
  await server.stop();
  await addCanary(page);
  await waiting(page, 1);
  await pause(1_000);
  // The look would find it, if it lay there.
  const place = 'passerelle.proof';
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [place, `proof-${CANARY}-proof`]);
  await expect.poll(() => filesWith(tablet.folder, `proof-${CANARY}-proof`).length, { timeout: 20_000 }).toBeGreaterThan(0);
  await page.evaluate((key) => localStorage.removeItem(key), place);
  await tablet.kill();

  const family = listed.split(' ')[0];
  expect(family.length).toBeGreaterThan(3);
  const readable = filesWith(tablet.folder, CANARY).filter((path) => !path.includes('Local Storage'));
  expect(readable).toEqual([]);
  expect(filesWith(tablet.folder, listed)).toEqual([]);

  await tablet.start();
  page = await tablet.openLocked(server.url);
  await expect(page).toHaveURL(door);
  await expect(page.getByRole('heading', { level: 1, name: 'Ouvrir vos données' })).toBeVisible();
  await expect(page.getByText('1 enregistrement à envoyer')).toBeVisible();
  await wrong(page, 'sapin lune table fleur route nuage');
  await unlock(page);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
  await waiting(page, 1);
  await server.up();
  await page.reload();
  // The cookie of the session may have been lost with the browser: then the password is asked for.
  await expect(page.locator('.sync-bar').filter({ hasText: /Tout est envoyé|Reconnectez-vous/ })).toBeVisible({ timeout: 30_000 });
  if (await page.getByRole('link', { name: 'Se reconnecter' }).isVisible()) {
    await page.getByRole('link', { name: 'Se reconnecter' }).click();
    await identify(page, adviser());
    await throughTheDoor(page);
  }
  await everythingIsSent(page);
  // The server has it now, and its log says nothing of it.
  expect(server.said).not.toMatch(new RegExp(`${CANARY}|${family}`, 'i'));
});

test('a store that is open is asked for once: other pages and other programs have it', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await appIsKept(page);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
  await page.goto(`${server.url}/parcours/personnes`);
  await expect(page.getByRole('heading', { level: 1, name: 'Mes dossiers' })).toBeVisible();
  const beside = await tablet.openLocked(server.url);
  await expect(beside.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/parcours/personnes');
});

test('after five minutes without a touch every page is locked', async ({ server, tablet }) => {
  const page = await tablet.open('about:blank');
  await page.clock.install();
  await signIn(page, server.url, adviser());
  const beside = await tablet.openLocked(`${server.url}/parcours`);
  await expect(beside.getByRole('heading', { level: 1 })).toBeVisible();
  await page.clock.fastForward(4 * MINUTE);
  await page.keyboard.press('Shift');
  await page.clock.fastForward(4 * MINUTE);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
  await page.clock.fastForward(2 * MINUTE);
  await expect(page).toHaveURL(door);
  await expect(beside).toHaveURL(door);
  await expect(page.getByLabel('Votre phrase')).toBeVisible();
  // Going back does not show the page again, and its address leads to the door.
  await page.goBack().catch(() => undefined);
  await expect(page.getByRole('heading', { name: /interventions/i })).toHaveCount(0);
  await page.goto(server.url).catch(() => undefined);
  await expect(page.getByLabel('Votre phrase')).toBeVisible();
});

test('locked by hand, nothing of it is left in memory, and what was being typed comes back', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await openTodaysIntervention(page);
  await addCanary(page);
  await page.getByRole('link', { name: 'Ajouter une personne' }).click();
  await page.getByLabel('Nom de famille').fill('Fictif-Inachevé');
  await page.getByRole('checkbox', { name: /Vie sociale/ }).check();
  const beside = await page.context().newPage();
  const key = await keyOf(beside, server.url);
  await beside.close();
  expect(key).toHaveLength(32);
  expect(await heapOf(page)).toContain('Fictif-Inachev');
  // Found while it is open, so that not to be found means something.
  expect(await timesInMemory(page, key)).toBeGreaterThan(0);
  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await expect(page).toHaveURL(door);
  await expect(page.getByLabel('Votre phrase')).toBeVisible();
  const after = await heapOf(page);
  expect(after.toUpperCase()).not.toContain(CANARY.toUpperCase());
  expect(after).not.toContain('Fictif-Inachev');
  expect(await timesInMemory(page, key), 'the key').toBe(0);
  expect(await heldByWorker(page), 'the key, by the service worker').toBe(false);
  await unlock(page);
  await expect(page.getByLabel('Nom de famille')).toHaveValue('Fictif-Inachevé');
  await expect(page.getByRole('checkbox', { name: /Vie sociale/ })).toBeChecked();
});

test('after the lease the phrase opens nothing, the password does, and nothing is lost', async ({ server, tablet }) => {
  const page = await tablet.open('about:blank');
  await page.clock.install();
  await signIn(page, server.url, adviser());
  await appIsKept(page);
  await openTodaysIntervention(page);
  await server.stop();
  await mark(rows(page).nth(0), 'Présent·e');
  await waiting(page, 1);
  await page.clock.fastForward(13 * HOUR);
  await expect(page).toHaveURL(door);
  await expect(page.getByText("Le délai d'ouverture sans mot de passe est passé")).toBeVisible();
  await expect(page.getByLabel('Votre phrase')).toHaveCount(0);
  await server.up();
  await identify(page, adviser());
  await expect(page.getByRole('heading', { level: 1, name: 'Remettre votre phrase' })).toBeVisible();
  // Whoever no longer has it chooses another.
  await page.getByRole('button', { name: 'Choisir une nouvelle phrase' }).click();
  await protect(page);
  await expect(page).toHaveURL(/\/interventions\//, { timeout: 30_000 });
  await expect(rows(page).nth(0).getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
  await everythingIsSent(page);
});

test('a clock that is set back locks the device', async ({ server, tablet }) => {
  const page = await tablet.open('about:blank');
  const now = Date.now();
  await page.clock.install({ time: now });
  await signIn(page, server.url, adviser());
  await page.clock.setSystemTime(now - HOUR);
  await page.clock.fastForward(10_000);
  await expect(page).toHaveURL(door);
  await expect(page.getByText("L'heure de cet appareil a reculé")).toBeVisible();
});

test('a forgotten phrase is replaced by way of the password', async ({ server, tablet }) => {
  let page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await openTodaysIntervention(page);
  await tablet.kill();
  await tablet.start();
  page = await tablet.openLocked(server.url);
  await page.getByRole('button', { name: "Je ne l'ai plus" }).click();
  await identify(page, adviser());
  await page.getByRole('button', { name: 'Choisir une nouvelle phrase' }).click();
  const phrase = await protect(page);
  expect(phrase.split(' ')).toHaveLength(6);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible({ timeout: 30_000 });
  await everythingIsSent(page);
});

test('a phrase that is typed otherwise, or is too weak, is not taken', async ({ server, tablet }) => {
  const page = await tablet.open('about:blank');
  await page.goto(`${server.url}/connexion`);
  await identify(page, adviser());
  await expect(page.locator('.secret-phrase')).toHaveText(/^(\w+ ){5}\w+$/);
  const first = await page.locator('.secret-phrase').textContent();
  await page.getByRole('button', { name: 'Une autre phrase' }).click();
  await expect(page.locator('.secret-phrase')).not.toHaveText(first ?? '');
  await page.getByLabel('Écrivez la phrase').fill('mot mot mot mot mot mot');
  await page.getByRole('button', { name: 'Protéger et ouvrir' }).click();
  await expect(page.locator('.error-summary')).toContainText("ce n'est pas celle qui est affichée");
  // A code alone is offered by no device without an authenticator of its own.
  await expect(page.getByRole('button', { name: /code et l'empreinte/ })).toHaveCount(0);
  await throughTheDoor(page);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
});

test('two advisers share a tablet, each with a store of their own', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser(0));
  await openTodaysIntervention(page);
  await mark(rows(page).nth(0), 'Présent·e');
  await everythingIsSent(page);
  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await page.getByRole('button', { name: "Ce n'est pas moi" }).click();
  await identify(page, adviser(1));
  await throughTheDoor(page);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
  await everythingIsSent(page);
  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await page.getByRole('button', { name: "Ce n'est pas moi" }).click();
  // Both names are offered; the first one's phrase opens the first one's store.
  const names = page.locator('section', { hasText: 'Sur cet appareil' }).getByRole('button');
  await expect(names).toHaveCount(2);
  const first = await names.first().textContent();
  await names.first().click();
  await expect(page.getByText(`${first}, vos données sont verrouillées`)).toBeVisible();
  await unlock(page);
  await shown(page);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible();
});

test('a code opens the store together with what the device itself answers, and never alone', async ({ server, chrome }) => {
  test.setTimeout(180_000);
  // WebAuthn knows names of hosts, and no numbers.
  const url = server.url.replace('127.0.0.1', 'localhost');
  const context = await chrome.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${url}/connexion`);
  await identify(page, adviser());
  await page.getByRole('button', { name: /code et l'empreinte/ }).click();
  const set = async (code: string, again = code): Promise<void> => {
    await page.getByLabel('Choisissez un code').fill(code);
    await page.getByLabel('Le même code').fill(again);
    await page.getByRole('button', { name: 'Protéger et ouvrir' }).click();
  };
  await set('123456');
  await expect(page.locator('.error-summary')).toContainText('trop facilement');
  await set('480213', '480214');
  await expect(page.locator('.error-summary')).toContainText('pas pareils');
  await set('480213');
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible({ timeout: 30_000 });
  await everythingIsSent(page);
  const lock = async (): Promise<void> => {
    await page.locator('.menu summary').click();
    await page.getByRole('button', { name: 'Verrouiller' }).click();
    await expect(page.getByLabel('Votre code')).toBeVisible();
  };
  const open = async (code: string): Promise<void> => {
    await page.getByLabel('Votre code').fill(code);
    await page.getByRole('button', { name: 'Ouvrir', exact: true }).click();
  };
  await lock();
  await open('480214');
  await expect(page.locator('.error-summary')).toContainText("ce n'est pas celui-ci", { timeout: 20_000 });
  await open('480213');
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible({ timeout: 30_000 });
  await lock();
  // The disk without the device: the same code, and nobody who answers.
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  await open('480213');
  await expect(page.locator('.error-summary')).toContainText("n'a pas confirmé", { timeout: 90_000 });
  await context.close();
});

test('a supervisor keeps nothing on a device and needs no phrase', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await enter(page, server.url, supervisor());
  await page.goto(server.url);
  await expect(page).toHaveURL(/\/suivi\/interventions/);
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(names.filter((name) => name?.startsWith('passerelle-'))).toEqual([]);
});
