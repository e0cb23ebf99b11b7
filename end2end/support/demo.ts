// The fictional territory, generated once a day and copied for each test.

import { test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communes, program } from './environment';

/** Somebody who can sign in. */
export interface Account {
  login: string;
  password: string;
  role: 'adviser' | 'supervisor';
}

interface Demo {
  folder: string;
  accounts: Account[];
  code: string;
}

const ROOM = 'PASSERELLE_TEST_DEMO';
const ZONE = 'Europe/Paris';
/** Shorter than this a day does not suffice to open what takes place on it. */
const ENOUGH_OF_A_DAY = 120_000;

function generate(folder: string, name: string, people: number, year = 0): string {
  return execFileSync(
    program,
    ['demo', '--database', `sqlite://${join(folder, name)}`, '--communes', communes, '--people', String(people), '--year', String(year)],
    { encoding: 'utf8' },
  );
}

/** Runs once before all tests; what it gives back runs after the last. */
export default function setUp(): () => void {
  const room = mkdtempSync(join(tmpdir(), 'passerelle-demo-'));
  process.env[ROOM] = room;
  demo();
  return () => rmSync(room, { recursive: true, force: true });
}

/** The day it is where the territory lies, and how long it lasts still, in milliseconds. */
function today(): { day: string; left: number } {
  const now = new Date();
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(now);
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, timeStyle: 'medium' }).format(now);
  const [hours, minutes, seconds] = time.split(':').map(Number) as [number, number, number];
  return { day, left: (((24 - hours) * 60 - minutes) * 60 - seconds) * 1000 };
}

/**
 * The territory of today. Its interventions take place around the day it was generated on: when
 * that day is over while the tests run, it is generated anew for those that follow.
 */
function demo(): Demo {
  const folder = join(process.env[ROOM] ?? '', today().day);
  const note = join(folder, 'demo.json');
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8')) as Demo;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const said = generate(folder, 'demo.sqlite3', 120);
  generate(folder, 'large.sqlite3', 1_200);
  const accounts = [...said.matchAll(/login: (\S+) password: (\S+) role: (adviser|supervisor)/g)].map(
    ([, login, password, role]) => ({ login, password, role }) as Account,
  );
  const code = said.match(/registration-code: (\S+)/)?.[1];
  if (!code || accounts.length < 3) throw new Error(`demo said:\n${said}`);
  const generated = { folder, accounts, code } satisfies Demo;
  writeFileSync(note, JSON.stringify(generated));
  return generated;
}

/** A test that would begin in the last moments of a day begins with the next one. */
function waitForTheNextDay(): void {
  const { left } = today();
  if (left >= ENOUGH_OF_A_DAY) return;
  test.info().setTimeout(test.info().timeout + left + ENOUGH_OF_A_DAY);
  console.log(`  the day ends in ${Math.round(left / 1000)} s: the test begins after it`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, left + 1_000);
}

/** A database of its own, filled with the territory. */
export function freshDatabase(size: 'demo' | 'large' = 'demo'): string {
  waitForTheNextDay();
  const { folder } = demo();
  const path = join(mkdtempSync(join(folder, 'test-')), 'passerelle.sqlite3');
  copyFileSync(join(folder, `${size}.sqlite3`), path);
  return path;
}

/** The accounts of a role. */
export function accounts(role: Account['role']): Account[] {
  return demo().accounts.filter((account) => account.role === role);
}

/** The code of an intervention that takes place today, of the first adviser. */
export function registrationCode(): string {
  return demo().code;
}
