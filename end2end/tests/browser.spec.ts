// What a browser does to its pages: several tabs, a full store, a broken one, none at all.

import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import {
  adviser,
  appIsKept,
  enter,
  everythingIsSent,
  identify,
  mark,
  openTodaysIntervention,
  rows,
  send,
  signIn,
  supervisor,
  waiting,
} from '../support/people';
import { protect, shown } from '../support/store';
import type { Server } from '../support/server';
import type { Tablet } from '../support/tablet';
import { expect, test } from '../support/test';

test('two tabs show each other what was entered, and number it without a clash', async ({ server, tablet }) => {
  const left = await tablet.open(server.url);
  await signIn(left, server.url, adviser());
  await appIsKept(left);
  const address = await openTodaysIntervention(left);
  const right = await tablet.open(`${server.url}${address}`);
  await expect(rows(right).first()).toBeVisible();
  await server.stop();
  await Promise.all([mark(rows(left).nth(0), 'Présent·e'), mark(rows(right).nth(1), 'Absent·e')]);
  await mark(rows(left).nth(2), 'Excusé·e');
  for (const tab of [left, right]) {
    await waiting(tab, 3);
    await expect(rows(tab).nth(0).getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
    await expect(rows(tab).nth(1).getByRole('button', { name: 'Absent·e' })).toHaveAttribute('aria-pressed', 'true');
  }
  await server.up();
  await send(right, adviser());
  await waiting(left, 0);
  await expect(rows(left).nth(2).locator('.badge')).toHaveText('Envoyé');
});

test('what a tab was sending when it was closed is sent by the other that was asked to', async ({ server, tablet }) => {
  const left = await tablet.open(server.url);
  await signIn(left, server.url, adviser());
  const address = await openTodaysIntervention(left);
  const right = await tablet.open(`${server.url}${address}`);
  await everythingIsSent(right);
  // The other hears of the mark too, and would send it if it were quicker.
  await right.route('**/api/sync/v1', (route) => route.abort());
  // It sends, and is never answered: meanwhile the turn is its own.
  await left.route('**/api/sync/v1', () => undefined);
  await mark(rows(left).nth(0), 'Présent·e');
  await expect(left.locator('.sync-bar')).toHaveAttribute('data-state', 'sending');
  await waiting(right, 1);
  await right.unroute('**/api/sync/v1');
  await right.getByRole('button', { name: 'Envoyer' }).click();
  await left.close();
  await expect(right.locator('.sync-bar')).toHaveAttribute('data-state', 'sent', { timeout: 10_000 });
});

test('a device whose storage is full says so, and keeps what was entered before', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await openTodaysIntervention(page);
  await server.stop();
  await mark(rows(page).nth(0), 'Présent·e');
  // Both stores of the browser refuse: IndexedDB by quota, localStorage by being full.
  await page.evaluate(() => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.put = refuse as typeof IDBObjectStore.prototype.put;
    Storage.prototype.setItem = refuse as typeof Storage.prototype.setItem;
  });
  await rows(page).nth(1).getByRole('button', { name: 'Absent·e' }).click();
  await expect(page.getByText("L'appareil n'a pas pu enregistrer")).toBeVisible();
  await expect(rows(page).nth(1).getByRole('button', { name: 'Absent·e' })).toHaveAttribute('aria-pressed', 'false');
  await page.reload();
  await expect(rows(page).nth(0).getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
  await waiting(page, 1);
});

test('a device that fills up has room held back for entries, and says when that is used up too', async ({
  server,
  tablet,
}) => {
  // It waits until the browser has noticed how little room there is.
  test.setTimeout(180_000);
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  const address = await openTodaysIntervention(page);
  await appIsKept(page);
  await server.stop();
  const browser = await page.context().newCDPSession(page);
  /** Photos and videos of these sizes, as many of each as fit. Says how many bytes of them are there. */
  const add = (sizes: number[], many = true) =>
    page.evaluate(async ([sizes, many]) => {
      const opened = await new Promise<IDBDatabase>((done, failed) => {
        const asked = indexedDB.open('photos', 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore('all', { autoIncrement: true });
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
      });
      const fits = (bytes: number) =>
        new Promise<boolean>((done) => {
          const work = opened.transaction('all', 'readwrite');
          const photo = new Uint8Array(bytes);
          for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(photo.subarray(at, at + 65_536));
          work.objectStore('all').put(photo);
          work.oncomplete = () => done(true);
          work.onabort = () => done(false);
        });
      let taken = 0;
      for (const size of sizes) while ((await fits(size)) && (taken += size) && many);
      opened.close();
      return taken;
    }, [sizes, many] as const);
  /** They take what is left, to the last bytes. */
  const fill = () => add([65_536, 4_096, 256, 16]);
  const removeAll = () =>
    page.evaluate(
      () =>
        new Promise<void>((done, failed) => {
          const asked = indexedDB.deleteDatabase('photos');
          asked.onsuccess = () => done();
          asked.onerror = () => failed(asked.error);
        }),
    );
  const onDevicePage = async (said: string) => {
    await page.goto(`${server.url}/appareil`);
    await expect(page.locator('dl.facts')).toContainText(said);
    await page.goto(`${server.url}${address}`);
  };
  await onDevicePage('Oui : même si');
  const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate());
  await browser.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: usage + 1_000_000 });
  // The browser asks how much is left only now and then while a database stays open, and would let far too much in
  // before: what is larger than what is left has to be refused first.
  await page.goto('about:blank');
  await pause(4_000);
  await page.goto(`${server.url}${address}`);
  // Nobody was there to hold the key meanwhile.
  await shown(page);
  await expect(rows(page).first()).toBeVisible();
  await expect
    .poll(async () => {
      const taken = await add([3_000_000], false);
      await removeAll();
      return taken;
    }, { timeout: 60_000 })
    .toBe(0);
  expect(await fill()).toBeLessThan(1_100_000);
  await mark(rows(page).nth(0), 'Présent·e');
  // The browser takes a moment to notice what was given up; until then the entry is where a failing store has it.
  await page.reload();
  await expect(rows(page).nth(0).getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
  await expect(rows(page).nth(0).locator('.badge')).toHaveText('Enregistré ici', { timeout: 40_000 });
  await waiting(page, 1);

  await fill();
  await onDevicePage("Non : l'appareil est presque plein");
  await mark(rows(page).nth(1), 'Absent·e');
  await expect(page.locator('.sync-bar')).toContainText("n'est pas encore en sûreté");
  await page.reload();
  await expect(rows(page).nth(0).getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
  await expect(rows(page).nth(1).getByRole('button', { name: 'Absent·e' })).toHaveAttribute('aria-pressed', 'true');

  // Photos were deleted.
  await browser.send('Storage.overrideQuotaForOrigin', { origin: server.url });
  await server.up();
  await send(page, adviser());
  await everythingIsSent(page);
  await expect(rows(page).nth(1).locator('.badge')).toHaveText('Envoyé');
});

test('when IndexedDB fails, the entry goes to the emergency journal and is drained later', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await openTodaysIntervention(page);
  await page.evaluate(() => {
    const genuine = IDBObjectStore.prototype.put;
    let failing = true;
    (window as unknown as { heal: () => void }).heal = () => (failing = false);
    IDBObjectStore.prototype.put = function put(this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
      if (failing) throw new DOMException('Internal error opening backing store', 'UnknownError');
      return genuine.apply(this, given);
    };
  });
  await mark(rows(page).nth(0), 'Présent·e');
  await expect(page.locator('.sync-bar')).toContainText("n'est pas encore en sûreté");
  await page.evaluate(() => (window as unknown as { heal: () => void }).heal());
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await everythingIsSent(page);
  await expect(rows(page).nth(0).locator('.badge')).toHaveText('Envoyé');
});

test('a browser that can store nothing says so, and the office works all the same', async ({ server, chrome }) => {
  const context = await chrome.newContext({ locale: 'fr-FR' });
  await context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  const page = await context.newPage();
  await page.goto(`${server.url}/connexion`);
  await identify(page, adviser());
  await expect(page.getByRole('alert')).toContainText('Ce navigateur ne peut rien garder');

  // The office keeps nothing on the device, so nothing is wrong there.
  const desk = await context.newPage();
  await enter(desk, server.url, supervisor());
  await desk.goto(`${server.url}/suivi/personnes`);
  await expect(desk.getByRole('row').nth(1)).toBeVisible();
  await expect(desk.getByRole('alert')).toHaveCount(0);
  await desk.locator('.menu summary').click();
  await desk.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(desk.getByLabel('Identifiant')).toBeVisible();
  await context.close();
});

/** Databases of this name never answer: as after a page that was left in the middle of making one. */
async function neverOpens(page: Page, names: RegExp): Promise<void> {
  await page.addInitScript((pattern) => {
    const genuine = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function open(name: string, version?: number) {
      const request = genuine.call(this, name, version);
      const mute = (of: string) => Object.defineProperty(request, of, { set: () => undefined });
      if (new RegExp(pattern).test(name)) ['onsuccess', 'onerror', 'onblocked', 'onupgradeneeded'].forEach(mute);
      return request;
    };
  }, names.source);
}

test('a memory of who was here that never opens keeps nobody from signing in', async ({ server, tablet }) => {
  const page = await tablet.open('about:blank');
  await neverOpens(page, /^passerelle$/);
  await signIn(page, server.url, adviser());
  await openTodaysIntervention(page);
});

test('a page that only looks who was here makes no database, signing in makes it', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  const names = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  // Left in the middle of making one, it would keep the next page waiting, and nobody would be remembered.
  expect(await names()).toEqual([]);
  await signIn(page, server.url, adviser());
  expect(await names()).toContain('passerelle');
});

test('without a network, somebody whom the device does not know is told at the door', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  await appIsKept(page);
  await server.stop();
  await page.goto(server.url);
  await expect(page).toHaveURL(`${server.url}/connexion`);
  await identify(page, adviser());
  await expect(page.locator('.error-summary')).toContainText('Le serveur ne répond pas');
});

/** An empty page of a tablet that an adviser has used; the server is stopped. */
async function usedAndWithoutNetwork(server: Server, tablet: Tablet): Promise<Page> {
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  await appIsKept(page);
  await server.stop();
  await page.close();
  return tablet.open('about:blank');
}

/** The application opens from what the device remembers. */
async function opensByItself(page: Page, server: Server): Promise<void> {
  await page.goto(server.url);
  await shown(page);
  await expect(page.getByRole('heading', { level: 1, name: /interventions/i })).toBeVisible({ timeout: 20_000 });
}

test('without a network, a memory of who was here that opens late is waited for', async ({ server, tablet }) => {
  const page = await usedAndWithoutNetwork(server, tablet);
  // As on a slow disk, after the browser was killed: the first database opens after six seconds.
  await page.addInitScript(() => {
    const genuine = IDBFactory.prototype.open;
    const slow = performance.now() + 6_000;
    IDBFactory.prototype.open = function open(name: string, version?: number) {
      const request = genuine.call(this, name, version);
      if (name !== 'passerelle') return request;
      const handler = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess');
      Object.defineProperty(request, 'onsuccess', {
        set: (told: ((event: Event) => void) | null) =>
          handler?.set?.call(request, told && ((event: Event) => setTimeout(() => told.call(request, event), slow - performance.now()))),
      });
      return request;
    };
  });
  await opensByItself(page, server);
});

test('without a network, a memory of who was here that fails at first is asked again', async ({ server, tablet }) => {
  const page = await usedAndWithoutNetwork(server, tablet);
  await page.addInitScript(() => {
    const genuine = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function open(name: string, version?: number) {
      if (name === 'passerelle' && performance.now() < 4_000) throw new DOMException('not now', 'UnknownError');
      return genuine.call(this, name, version);
    };
  });
  await opensByItself(page, server);
});

test('a database that opens too late for a page is whole for the next one', async ({ server, tablet }) => {
  const other = await tablet.open(server.url);
  await expect(other.getByLabel('Identifiant')).toBeVisible();
  // Another page is in the middle of making it, for longer than the sign-in waits, and then does not.
  await other.evaluate(
    () =>
      new Promise<void>((begun) => {
        const request = indexedDB.open('passerelle', 1);
        request.onupgradeneeded = () => {
          const store = request.result.createObjectStore('held');
          const until = performance.now() + 6_000;
          const hold = () => {
            if (performance.now() > until) request.transaction?.abort();
            else store.count().onsuccess = hold;
          };
          hold();
          begun();
        };
      }),
  );
  const page = await tablet.open(server.url);
  await signIn(page, server.url, adviser());
  const stores = () =>
    page.evaluate(async () => {
      const known = await indexedDB.databases();
      if (!known.some(({ name }) => name === 'passerelle')) return ['none'];
      const opened = await new Promise<IDBDatabase>((done) => {
        const request = indexedDB.open('passerelle');
        request.onsuccess = () => done(request.result);
      });
      opened.close();
      return [...opened.objectStoreNames];
    });
  await expect.poll(stores, { timeout: 15_000 }).toEqual(['device']);
});

test('a database that was left without anything in it is made anew', async ({ server, tablet }) => {
  const page = await tablet.open(server.url);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const request = indexedDB.open('passerelle', 1);
        request.onsuccess = () => {
          request.result.close();
          done();
        };
      }),
  );
  await page.close();
  await opensByItself(await usedAndWithoutNetwork(server, tablet), server);
});

test('a store that never opens is told to whoever would enter something', async ({ server, tablet }) => {
  const page = await tablet.open('about:blank');
  await neverOpens(page, /^passerelle-/);
  await page.goto(`${server.url}/connexion`);
  await identify(page, adviser());
  // There is none yet: it is made when the phrase is given.
  await protect(page);
  await expect(page.getByText('Ce navigateur ne peut rien garder')).toBeVisible({ timeout: 20_000 });
});
