// A tablet: a browser with a profile on the disk, which can be killed and started again.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from '@playwright/test';
import { chromiumArguments, debuggingPort } from './chromium';
import { chromium } from './environment';
import { isProtected, runsOn, shown } from './store';

export class Tablet {
  private process: ChildProcess | undefined;
  private browser: Browser | undefined;
  /** What its pages complained of, and what they asked for in vain; shown where a story fails. */
  readonly heard: string[] = [];
  private readonly profile = mkdtempSync(join(tmpdir(), 'passerelle-tablet-'));

  /** Switches a tablet on. */
  static async on(): Promise<Tablet> {
    const tablet = new Tablet();
    await tablet.start();
    return tablet;
  }

  /** Starts the browser, with whatever its profile holds. */
  async start(): Promise<void> {
    for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket', 'DevToolsActivePort']) {
      rmSync(join(this.profile, lock), { force: true });
    }
    this.process = spawn(
      chromium,
      [
        ...chromiumArguments,
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.profile}`,
        '--lang=fr-FR',
        '--window-size=800,1180',
        'about:blank',
      ],
      // A group of its own, so that killing takes the renderers along.
      { detached: true, stdio: 'ignore' },
    );
    this.browser = await playwright.connectOverCDP(`http://127.0.0.1:${await debuggingPort(this.profile, 15)}`);
    runsOn(this.context, this);
    this.context.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') this.heard.push(`${said.type()}: ${said.text()}`);
    });
    this.context.on('weberror', (thrown) => this.heard.push(`thrown: ${thrown.error().message}`));
    this.context.on('requestfailed', (asked) => {
      this.heard.push(`in vain: ${asked.method()} ${asked.url()} (${asked.failure()?.errorText ?? ''})`);
    });
  }

  /** All tabs. */
  get context(): BrowserContext {
    const context = this.browser?.contexts()[0];
    if (!context) throw new Error('the browser does not run');
    return context;
  }

  /** A tab, opened at an address; unlocked, where its person has protected what they keep here. */
  async open(address: string): Promise<Page> {
    const page = await this.openLocked(address);
    if (address !== 'about:blank' && isProtected(page)) await shown(page);
    return page;
  }

  /** The same as it stands there, locked or not. */
  async openLocked(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  /** The folder with everything that the browser has written. */
  get folder(): string {
    return this.profile;
  }

  /** Ends the browser without warning: SIGKILL to it and all that belongs to it. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await ended;
    this.browser = undefined;
  }

  /** Ends all pages without warning: SIGKILL to the processes that draw them. The browser lives on. */
  async killPages(): Promise<void> {
    const pages = this.context.pages();
    const crashed = pages.map((page) => page.waitForEvent('crash'));
    for (const number of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (this.isOwnRenderer(number)) process.kill(Number(number), 'SIGKILL');
    }
    await Promise.all(crashed);
    await Promise.all(pages.map((page) => page.close()));
  }

  private isOwnRenderer(number: string): boolean {
    try {
      // The group is the third word after the name in brackets.
      const group = readFileSync(`/proc/${number}/stat`, 'utf8').split(') ')[1].split(' ')[2];
      const isOwn = Number(group) === this.process?.pid;
      return isOwn && readFileSync(`/proc/${number}/cmdline`, 'utf8').includes('--type=renderer');
    } catch {
      // It ended meanwhile.
      return false;
    }
  }

  /** Ends it for good. */
  async away(): Promise<void> {
    await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
