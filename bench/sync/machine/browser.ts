// A browser with a profile on the disk, which can be closed, killed and started again.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser as Remote, type Page, chromium as playwright } from 'playwright-core';
import { chromiumArguments, debuggingPort } from '../../../end2end/support/chromium';

const ARGUMENTS = [
  ...chromiumArguments,
  '--headless=new',
  '--remote-debugging-port=0',
  '--lang=fr-FR',
  '--window-size=800,1180',
  '--enable-precise-memory-info',
];

const running = new Set<Browser>();

/** Ends whatever still runs. */
export async function endBrowsers(): Promise<void> {
  await Promise.all([...running].map((browser) => browser.away()));
}

export class Browser {
  private process: ChildProcess | undefined;
  private remote: Remote | undefined;
  private readonly profile = mkdtempSync(join(tmpdir(), 'passerelle-bench-browser-'));

  private constructor(private readonly program: string) {}

  static async start(program: string): Promise<Browser> {
    const browser = new Browser(program);
    running.add(browser);
    await browser.up();
    return browser;
  }

  /** Starts with whatever the profile holds. */
  async up(): Promise<void> {
    // A measure that failed may have left it running.
    await this.kill();
    for (const left of ['SingletonLock', 'SingletonCookie', 'SingletonSocket', 'DevToolsActivePort']) {
      rmSync(join(this.profile, left), { force: true });
    }
    // A group of its own, so that killing takes the renderers along.
    const options = { detached: true, stdio: 'ignore' } as const;
    this.process = spawn(this.program, [...ARGUMENTS, `--user-data-dir=${this.profile}`, 'about:blank'], options);
    this.remote = await playwright.connectOverCDP(`http://127.0.0.1:${await debuggingPort(this.profile, 60)}`);
  }

  /** A page, on a device so many times slower. */
  async page(slower = 1): Promise<Page> {
    const context = this.remote?.contexts()[0];
    if (!context) throw new Error('the browser does not run');
    // What compiles this program marks functions by it, those that are sent to pages too.
    await context.addInitScript('globalThis.__name = (it) => it');
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.addInitScript(watchWrites);
    if (slower > 1) {
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    }
    return page;
  }

  /** Memory of the largest page in megabytes. */
  pageMemory(): number {
    let largest = 0;
    for (const number of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const group = readFileSync(`/proc/${number}/stat`, 'utf8').split(') ')[1].split(' ')[2];
        if (Number(group) !== this.process?.pid) continue;
        if (!readFileSync(`/proc/${number}/cmdline`, 'utf8').includes('--type=renderer')) continue;
        const kept = readFileSync(`/proc/${number}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m);
        largest = Math.max(largest, Number(kept?.[1] ?? 0) / 1_000);
      } catch {
        // It ended meanwhile.
      }
    }
    return Math.round(largest);
  }

  /** Closes it as a person does, and everything is written. */
  async down(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    const session = await this.remote?.newBrowserCDPSession();
    await session?.send('Browser.close').catch(() => undefined);
    // Only this one: the next may be up by then.
    const waiting = new AbortController();
    const late = pause(10_000, undefined, { ref: false, signal: waiting.signal }).then(
      () => this.kill(),
      () => undefined,
    );
    await Promise.race([ended, late]);
    waiting.abort();
  }

  /** Ends it without warning: SIGKILL to it and all that belongs to it. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  }

  async away(): Promise<void> {
    await this.kill();
    running.delete(this);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

declare global {
  /** Writing to IndexedDB, as seen from a page: how much is under way, and when the last was done. */
  // eslint-disable-next-line no-var
  var writes: { open: number; done: number; last: number };
}

/** Runs in every page before anything of it. */
function watchWrites(): void {
  const writes = { open: 0, done: 0, last: 0 };
  globalThis.writes = writes;
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
    const work = begin.apply(this, args);
    if (work.mode !== 'readonly') {
      writes.open += 1;
      work.addEventListener('complete', () => {
        writes.open -= 1;
        writes.done += 1;
        writes.last = performance.now();
      });
      work.addEventListener('abort', () => (writes.open -= 1));
    }
    return work;
  };
}
