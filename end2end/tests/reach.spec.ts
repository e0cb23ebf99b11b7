// Budgets that only a browser and a running server can show.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { freshDatabase } from '../support/demo';
import { layFloor, tapFloor } from '../support/floor';
import { Server } from '../support/server';
import {
  adviser,
  appIsKept,
  deskIsKept,
  enter,
  openTodaysIntervention,
  rows,
  signIn,
  supervisor,
} from '../support/people';
import { expect, test } from '../support/test';

/** Milliseconds that a person may wait for a saved tap, on a machine as fast as the one of FLOOR. */
const BUDGET = 50;

/**
 * What a tap on the floor (support/floor.ts) took by this test on the machine that the budget was set
 * on: two cores, nothing else running, the processor throttled to a quarter. Four runs had medians of
 * 13.8 to 14.4 ms, and ours 14.1 to 17.3. Where the floor takes longer, the machine is slower or busy,
 * and ours may take longer in the same proportion. Where it is faster, a person still gets the budget.
 */
const FLOOR = 14;

/** Milliseconds from a tap to the pressed mark, which shows only what the store has committed. */
function tap(page: Page, place: number): Promise<number> {
  return page.evaluate(async (at) => {
    const row = document.querySelectorAll('.roster-row')[at];
    const button = row.querySelector<HTMLButtonElement>('.mark--present');
    if (!button) throw new Error('no button');
    const start = performance.now();
    const pressed = new Promise<number>((resolve) => {
      const watcher = new MutationObserver(() => {
        if (button.getAttribute('aria-pressed') === 'true' && row.querySelector('.badge--here')) {
          watcher.disconnect();
          resolve(performance.now() - start);
        }
      });
      watcher.observe(row, { attributes: true, childList: true, subtree: true });
    });
    button.click();
    return pressed;
  }, place);
}

/** Waits until the page has drawn what it had to, a scrolled list above all: several calm frames in a row. */
function calm(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 5; ) {
      await new Promise((idle) => requestIdleCallback(idle));
      const start = performance.now();
      await new Promise((drawn) => requestAnimationFrame(drawn));
      await new Promise((after) => setTimeout(after));
      frames = performance.now() - start < 50 ? frames + 1 : 0;
    }
  });
}

function median(taken: number[]): number {
  return [...taken].sort((one, other) => one - other)[Math.floor(taken.length / 2)];
}

test('a tap is saved within 50 ms on a slow tablet with 1,000 people on the list', async ({ chrome }) => {
  test.setTimeout(180_000);
  const server = await Server.start({ database: freshDatabase('large') });
  const context = await chrome.newContext({ locale: 'fr-FR' });
  try {
    const page = await context.newPage();
    await signIn(page, server.url, adviser());
    await openTodaysIntervention(page);
    await expect.poll(() => rows(page).count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(1_000);
    await server.stop();
    await layFloor(page);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const ours: number[] = [];
    const floor: number[] = [];
    for (let taps = 0; taps < 21; taps += 1) {
      // People tap what they see, all over the list.
      const place = taps * 45;
      await rows(page).nth(place).evaluate((row) => row.scrollIntoView({ block: 'center' }));
      // Neither is measured while the page scrolls or tries to send the tap before.
      await page.waitForTimeout(600);
      await calm(page);
      ours.push(await tap(page, place));
      await page.waitForTimeout(600);
      await calm(page);
      floor.push(await tapFloor(page, place));
    }
    const slower = Math.max(1, median(floor) / FLOOR);
    console.log(
      `    saved tap, 1,000 people, 4x slower: median ${median(ours).toFixed(1)} ms, ` +
        `the floor ${median(floor).toFixed(1)} ms, ratio ${(median(ours) / median(floor)).toFixed(2)}; ` +
        `at most ${(BUDGET * slower).toFixed(1)} ms here`,
    );
    expect(median(ours)).toBeLessThanOrEqual(BUDGET * slower);
  } finally {
    await context.close();
    await server.stop();
  }
});

/** What of it is a program's: the browser may look for a newer version, and data are no part of it. */
function files(asked: string[]): string[] {
  return asked.filter((path) => path !== '/sw.js' && !path.startsWith('/api/'));
}

test('a second visit fetches nothing of the shell', async ({ line, chrome }) => {
  const context = await chrome.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(line.url);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  await appIsKept(page);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  line.asked = [];
  await page.reload();
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  // Neither of the room, which opens first and leads to the sign-in.
  await page.goto(line.url);
  await expect(page).toHaveURL(`${line.url}/connexion`);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  expect(files(line.asked)).toEqual([]);
  await context.close();
});

test("a supervisor's second visit fetches nothing of the desk's shell", async ({ line, chrome }) => {
  const context = await chrome.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await enter(page, line.url, supervisor());
  // The program that signs everybody in hands a supervisor over to the desk's.
  await page.waitForURL(`${line.url}/suivi/interventions`);
  const heading = page.getByRole('heading', { level: 1, name: /interventions/i });
  await expect(heading).toBeVisible();
  await appIsKept(page);
  await deskIsKept(page);
  line.asked = [];
  await page.reload();
  await expect(heading).toBeVisible();
  expect(files(line.asked)).toEqual([]);
  // Every page of the desk has the same shell, and what an adviser needs is kept as before.
  await page.goto(`${line.url}/suivi/personnes`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${line.url}/connexion`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(files(line.asked)).toEqual([]);
  await context.close();
});

test('the server with the demo stays under 80 MB', async ({ server, chrome }) => {
  const context = await chrome.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await signIn(page, server.url, adviser());
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const kilobytes = Number(status.match(/VmHWM:\s+(\d+) kB/)?.[1]);
  console.log(`    highest memory of the server: ${(kilobytes / 1024).toFixed(1)} MB`);
  expect(kilobytes / 1024).toBeLessThanOrEqual(80);
});
