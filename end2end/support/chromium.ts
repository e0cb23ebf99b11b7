// How Chromium is started and spoken to, also by measures (`bench/sync`).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How it is started everywhere: nothing reaches for the network by itself. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where one that was started with this profile listens, once it does. */
export async function debuggingPort(profile: string, seconds: number): Promise<string> {
  for (let tries = 0; tries < seconds * 20; tries += 1) {
    try {
      const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
      if (port) return port;
    } catch {
      // Not written yet.
    }
    await pause(50);
  }
  throw new Error('the browser did not start');
}
