// What every story needs, started for it and ended after it, however it ends.

import { type Browser, type TestInfo, chromium as playwright, test as base } from '@playwright/test';
import { chromiumArguments } from './chromium';
import { chromium } from './environment';
import { Line } from './line';
import { Server } from './server';
import { Tablet } from './tablet';

export { expect } from '@playwright/test';

interface Things {
  /** A server of its own, with the fictional territory. */
  server: Server;
  /** The same with a clock that the story moves on. */
  heldServer: Server;
  /** A tablet that has never been used. */
  tablet: Tablet;
  /** A second tablet. */
  otherTablet: Tablet;
  /** The supervisor's computer. */
  office: Tablet;
  /** A bad line to the server. */
  line: Line;
}

interface Shared {
  /** A browser for pages that need not survive it. */
  chrome: Browser;
}

async function withTablet(use: (tablet: Tablet) => Promise<void>, story: TestInfo): Promise<void> {
  const tablet = await Tablet.on();
  await use(tablet);
  if (story.status !== story.expectedStatus && tablet.heard.length > 0) console.log(tablet.heard.join('\n'));
  await tablet.away();
}

export const test = base.extend<Things, Shared>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },
  heldServer: async ({}, use) => {
    const server = await Server.withHeldClock();
    await use(server);
    await server.stop();
  },
  tablet: async ({}, use, story) => withTablet(use, story),
  otherTablet: async ({}, use, story) => withTablet(use, story),
  office: async ({}, use, story) => withTablet(use, story),
  line: async ({ server }, use) => {
    const line = await Line.to(server.port);
    await use(line);
    await line.close();
  },
  chrome: [
    async ({}, use) => {
      const chrome = await playwright.launch({ executablePath: chromium, args: chromiumArguments });
      await use(chrome);
      await chrome.close();
    },
    { scope: 'worker' },
  ],
});
