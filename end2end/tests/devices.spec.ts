// A supervisor revokes a tablet: it locks itself, hands over what waited on it, and is empty. And the rescue
// file, which carries by hand what cannot be sent.

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';
import { look } from '../support/look';
import { adviser, appIsKept, mark, officeAndTablet, openDesk, rows, send, signIn, waiting } from '../support/people';
import type { Server } from '../support/server';
import { typePhrase } from '../support/store';
import type { Tablet } from '../support/tablet';
import { expect, test } from '../support/test';

const widths = [360, 800, 1280];
const MARKS = ['Présent·e', 'Absent·e', 'Excusé·e'] as const;

/** The row of the device on which an adviser works. */
function rowOf(desk: Page, name: string): Locator {
  return desk.getByRole('row').filter({ hasText: name });
}

async function nameOn(page: Page): Promise<string> {
  return ((await page.locator('.menu-name').textContent()) ?? '').trim();
}

/** Marks three people of an intervention, who all wait. */
async function threeTaps(page: Page): Promise<void> {
  for (const [place, word] of MARKS.entries()) await mark(rows(page).nth(place), word);
  await waiting(page, MARKS.length);
}

async function revoke(desk: Page, name: string): Promise<void> {
  await rowOf(desk, name).getByRole('button', { name: /Révoquer/ }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog).toContainText('rien n\'est perdu');
  await dialog.getByRole('button', { name: 'Révoquer', exact: true }).click();
  await expect(rowOf(desk, name)).toContainText('Révoqué');
}

/** Everything that the browser keeps of the site. */
async function kept(page: Page): Promise<unknown> {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
}

/** How many entries wait in the one store of this browser. */
async function entriesIn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const answer = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    const database = await answer(indexedDB.open(names.find((name) => name.startsWith('passerelle-')) ?? ''));
    const count = await answer(database.transaction('outbox').objectStore('outbox').count());
    database.close();
    return count;
  });
}

/** A tablet without a network, on which three entries were made. */
async function withThreeEntries(
  server: Server,
  office: Tablet,
  tablet: Tablet,
): Promise<{ desk: Page; alice: Page; address: string; name: string }> {
  const { desk, alice, address } = await officeAndTablet(server.url, office, tablet);
  const name = await nameOn(alice);
  await appIsKept(alice);
  await alice.goto(`${server.url}${address}`);
  await expect(rows(alice).first()).toBeVisible();
  await tablet.context.setOffline(true);
  await threeTaps(alice);
  return { desk, alice, address, name };
}

/** The same, locked; the supervisor revokes it. */
async function lockedAndRevoked(
  server: Server,
  office: Tablet,
  tablet: Tablet,
  beforeTheDoor: (alice: Page) => Promise<void> = async () => undefined,
): Promise<{ desk: Page; alice: Page; name: string }> {
  const { desk, alice, name } = await withThreeEntries(server, office, tablet);
  await beforeTheDoor(alice);
  await alice.locator('.menu summary').click();
  await alice.getByRole('button', { name: 'Verrouiller' }).click();
  await expect(alice).toHaveURL(/\/verrou/);
  await desk.goto(`${server.url}/suivi/appareils`);
  await revoke(desk, name);
  return { desk, alice, name };
}

/** A door beside the others, whose question whether the device was revoked is answered late. */
async function slowDoor(tablet: Tablet, url: string): Promise<{ beside: Page; answer: () => Promise<void> }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const beside = await tablet.openLocked('about:blank');
  await beside.route('**/api/device/revoked', async (route) => {
    await released;
    // A page that was left meanwhile does not wait for it any more.
    await route.continue().catch(() => undefined);
  });
  await beside.goto(`${url}/verrou`);
  await expect(beside.getByLabel('Votre phrase')).toBeVisible();
  const answer = async () => {
    release();
    await beside.unroute('**/api/device/revoked');
  };
  return { beside, answer };
}

const NOTHING = { databases: [], caches: [], local: [], session: [], workers: 0 };

test('a revoked tablet locks itself, hands over three entries and is empty; the supervisor adopts one', async ({
  server,
  office,
  tablet,
}) => {
  test.setTimeout(240_000);
  const { desk, alice, address, name } = await withThreeEntries(server, office, tablet);
  const first = ((await rows(alice).nth(0).locator('.roster-name').textContent()) ?? '').trim();
  expect(await kept(alice)).not.toEqual(NOTHING);

  await desk.goto(`${server.url}/suivi/comptes`);
  await desk.getByRole('link', { name: 'Appareils' }).click();
  await expect(rowOf(desk, name)).toContainText('En service');
  const button = rowOf(desk, name).getByRole('button', { name: /Révoquer/ });
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
  await look(desk, 'devices', widths);
  await revoke(desk, name);
  await expect(rowOf(desk, name)).toContainText('pas encore joint');
  await expect(rowOf(desk, name).getByRole('button')).toHaveCount(0);
  // Without a network the tablet cannot know.
  await expect(rows(alice).first()).toBeVisible();

  await tablet.context.setOffline(false);
  await expect(alice).toHaveURL(/\/verrou/, { timeout: 5_000 });
  await expect(alice.getByRole('heading', { name: 'Cet appareil a été révoqué' })).toBeVisible({ timeout: 20_000 });
  await expect(alice.getByText('Cet appareil est vide')).toBeVisible({ timeout: 20_000 });
  await expect(alice.getByText('3 saisies remises à la direction')).toBeVisible();
  await expect.poll(() => kept(alice)).toEqual(NOTHING);
  expect(await tablet.context.cookies()).toEqual([]);
  await look(alice, 'emptied', widths);
  // What stays on the page writes nothing anew.
  await pause(2_000);
  expect(await kept(alice)).toEqual(NOTHING);

  await expect(rowOf(desk, name)).toContainText('Vidé', { timeout: 10_000 });
  await rowOf(desk, name).getByRole('link').click();
  await expect(desk.getByText("3 saisies mises dans « À vérifier »")).toBeVisible();
  await look(desk, 'what was on it', widths);
  await desk.getByRole('link', { name: 'À vérifier' }).last().click();
  const card = desk.locator('.card', { hasText: "d'un appareil révoqué" });
  await expect(card).toHaveCount(3);
  const own = card.filter({ has: desk.getByRole('heading', { name: first }) });
  await own.getByRole('button', { name: /Reprendre à mon compte/ }).click();
  await expect(card).toHaveCount(2);

  // The tablet can be set up anew, and shows what was adopted.
  await signIn(alice, server.url, adviser(0));
  await alice.goto(`${server.url}${address}`);
  const pressed = rows(alice).nth(0).getByRole('button', { name: MARKS[0] });
  await expect(pressed).toHaveAttribute('aria-pressed', 'true');
  await expect(rows(alice).nth(1).getByRole('button', { name: MARKS[1] })).toHaveAttribute('aria-pressed', 'false');
});

test('a page that is open with a network is at the door within five seconds', async ({ server, office, tablet }) => {
  const { desk, alice } = await officeAndTablet(server.url, office, tablet);
  const name = await nameOn(alice);
  const beside = await tablet.open(`${server.url}/parcours`);
  await expect(beside.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await desk.goto(`${server.url}/suivi/appareils`);
  await revoke(desk, name);
  await expect(beside).toHaveURL(/\/verrou/, { timeout: 5_000 });
  await expect(alice).toHaveURL(/\/verrou/, { timeout: 5_000 });
  await expect(beside.getByText('Cet appareil est vide')).toBeVisible({ timeout: 30_000 });
});

test('a tablet that comes back without its cookie is told, and loses nothing while the server does not answer', async ({
  server,
  office,
  tablet,
}) => {
  test.setTimeout(180_000);
  const { desk, alice, name } = await lockedAndRevoked(server, office, tablet);
  await expect(alice.getByLabel('Votre phrase')).toBeVisible();
  await tablet.context.clearCookies();
  // What it hands over does not arrive.
  await tablet.context.route('**/api/device/surrender', (route) => route.abort());
  await tablet.context.setOffline(false);
  await expect(alice.getByText("La remise n'est pas terminée")).toBeVisible({ timeout: 20_000 });
  await look(alice, 'not handed over yet', widths);
  expect(await kept(alice)).not.toEqual(NOTHING);
  await tablet.context.unroute('**/api/device/surrender');
  await alice.getByRole('button', { name: 'Réessayer maintenant' }).click();
  await expect(alice.getByText('Cet appareil est vide')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => kept(alice)).toEqual(NOTHING);
  await expect(rowOf(desk, name)).toContainText('3 saisies à vérifier', { timeout: 10_000 });
});

const FAULTS = {
  'does not say now which stores it has': { why: "ne dit pas tout ce qu'il garde", cookie: false },
  'never says which stores it has': { why: "ne dit pas tout ce qu'il garde", cookie: false },
  'opens no store now': { why: "ne s'ouvre pas", cookie: true },
} as const;

/** From the next page on the browser fails, until `heal` is called in that page. */
async function fails(page: Page, fault: string): Promise<void> {
  await page.addInitScript((fault) => {
    const { databases, open } = IDBFactory.prototype;
    const refuse = () => new DOMException('not now', 'UnknownError');
    IDBFactory.prototype.databases = () => Promise.reject(refuse());
    if (fault.startsWith('never')) Reflect.deleteProperty(IDBFactory.prototype, 'databases');
    if (fault.startsWith('opens')) {
      IDBFactory.prototype.open = () => {
        throw refuse();
      };
    }
    Object.assign(window, { heal: () => Object.assign(IDBFactory.prototype, { databases, open }) });
  }, fault);
}

for (const [fault, { why, cookie }] of Object.entries(FAULTS)) {
  test(`a revoked tablet whose browser ${fault} is not emptied, and hands over once it works again`, async ({
    server,
    office,
    tablet,
  }) => {
    test.setTimeout(240_000);
    const { desk, alice, name } = await lockedAndRevoked(server, office, tablet, (page) => fails(page, fault));
    if (!cookie) await tablet.context.clearCookies();
    await tablet.context.setOffline(false);
    await expect(alice.getByText("La remise n'est pas terminée")).toBeVisible({ timeout: 60_000 });
    await expect(alice.getByText(why)).toBeVisible();
    // Seen from a page beside it that runs nothing of the application.
    const beside = await tablet.openLocked(`${server.url}/healthz`);
    expect(await entriesIn(beside)).toBe(MARKS.length);
    // The next try, which comes by itself, empties it as little.
    await pause(20_000);
    await expect(alice.getByText('Cet appareil est vide')).toHaveCount(0);
    expect(await entriesIn(beside)).toBe(MARKS.length);
    await beside.close();
    await expect(rowOf(desk, name)).not.toContainText('Vidé');

    await alice.evaluate(() => (window as unknown as { heal: () => void }).heal());
    await expect(alice.getByText('Cet appareil est vide')).toBeVisible({ timeout: 60_000 });
    await expect(alice.getByText('3 saisies remises à la direction')).toBeVisible();
    await expect.poll(() => kept(alice)).toEqual(NOTHING);
    await expect(rowOf(desk, name)).toContainText('3 saisies à vérifier', { timeout: 10_000 });
    await expect(rowOf(desk, name)).toContainText('Vidé');
  });
}

test('a page that learns late that the tablet was revoked says like the first that it is empty', async ({
  server,
  office,
  tablet,
}) => {
  test.setTimeout(180_000);
  const { desk, alice, name } = await lockedAndRevoked(server, office, tablet);
  await tablet.context.clearCookies();
  const { beside, answer } = await slowDoor(tablet, server.url);
  await tablet.context.setOffline(false);
  await expect(alice.getByText('Cet appareil est vide')).toBeVisible({ timeout: 30_000 });
  await answer();
  await expect(beside.getByText('Cet appareil est vide')).toBeVisible({ timeout: 30_000 });
  // And both go on saying so.
  await pause(20_000);
  for (const page of [alice, beside]) await expect(page.getByText('Cet appareil est vide')).toBeVisible();
  expect(await kept(beside)).toEqual(NOTHING);
  await expect(rowOf(desk, name)).toContainText('3 saisies à vérifier', { timeout: 10_000 });
  await expect(rowOf(desk, name)).toContainText('Vidé');
});

test('while a tablet hands over, no page beside opens its store', async ({ server, office, tablet }) => {
  test.setTimeout(180_000);
  const { alice } = await lockedAndRevoked(server, office, tablet);
  await tablet.context.clearCookies();
  const { beside, answer } = await slowDoor(tablet, server.url);
  await tablet.context.route('**/api/device/surrender', (route) => route.abort());
  await tablet.context.setOffline(false);
  await expect(alice.getByText("La remise n'est pas terminée")).toBeVisible({ timeout: 30_000 });
  await typePhrase(beside);
  await expect(beside.getByRole('heading', { name: 'Cet appareil a été révoqué' })).toBeVisible({ timeout: 30_000 });
  await expect(beside).toHaveURL(/\/verrou/);
  await tablet.context.unroute('**/api/device/surrender');
  await answer();
  for (const page of [alice, beside]) {
    await expect(page.getByText('Cet appareil est vide')).toBeVisible({ timeout: 60_000 });
  }
  await expect.poll(() => kept(alice)).toEqual(NOTHING);
});

test('a rescue file is brought back twice and counts once', async ({ server, chrome, otherTablet }) => {
  test.setTimeout(240_000);
  const desk = await openDesk(chrome, server.url);
  const context = await chrome.newContext({ locale: 'fr-FR' });
  const alice = await context.newPage();
  await signIn(alice, server.url, adviser(0));
  const address = (await alice.locator('.card a').first().getAttribute('href')) ?? '';
  await alice.goto(`${server.url}${address}`);
  await expect(rows(alice).first()).toBeVisible();
  await alice.goto(`${server.url}/appareil`);
  await expect(alice.getByRole('button', { name: 'Écrire le fichier' })).toBeVisible();
  // The same area as at the desk, not the browser's own button.
  await expect(alice.locator('.drop')).toHaveCSS('border-style', 'dashed');
  await look(alice, 'rescue', widths);
  await alice.goto(`${server.url}${address}`);
  await expect(rows(alice).first()).toBeVisible();
  await appIsKept(alice);
  await context.setOffline(true);
  await threeTaps(alice);
  await alice.goto(`${server.url}/appareil`);
  const [download] = await Promise.all([
    alice.waitForEvent('download'),
    alice.getByRole('button', { name: 'Écrire le fichier' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^passerelle-secours-\d{4}-\d\d-\d\d\.bin$/);
  const content = readFileSync(await download.path());
  expect(content.subarray(0, 3).toString()).toBe('PSF');
  const file = { name: 'passerelle-secours.bin', mimeType: 'application/octet-stream', buffer: content };

  // By its author, on another tablet, twice.
  const beside = await otherTablet.open(server.url);
  await signIn(beside, server.url, adviser(0));
  await beside.goto(`${server.url}/appareil`);
  const input = beside.locator('input[type=file]');
  await input.setInputFiles(file);
  await expect(beside.getByText('3 saisies reprises')).toBeVisible();
  await input.setInputFiles(file);
  await expect(beside.getByText('Tout était déjà arrivé')).toBeVisible();
  await look(beside, 'device', widths);
  await beside.goto(`${server.url}${address}`);
  for (const [place, word] of MARKS.entries()) {
    await expect(rows(beside).nth(place).getByRole('button', { name: word })).toHaveAttribute('aria-pressed', 'true');
  }
  // By the supervisor: everything has arrived.
  await desk.goto(`${server.url}/suivi/appareils`);
  await desk.locator('input[type=file]').setInputFiles(file);
  await expect(desk.getByText('Tout était déjà arrivé')).toBeVisible();
  await desk.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from('autre chose') });
  await expect(desk.getByRole('alert')).toContainText("Ce n'est pas un fichier de secours");
  // By the tablet itself, when it is online again.
  await context.setOffline(false);
  await alice.goto(`${server.url}${address}`);
  await send(alice, adviser(0));
  await expect(alice.getByRole('link', { name: /À vérifier/ })).not.toContainText(/\d/);
  await context.close();
  await desk.context().close();
});
