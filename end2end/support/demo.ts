// The fictional territory, generated once and copied for each test.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const NOTE = 'PASSERELLE_TEST_DEMO';

function generate(folder: string, name: string, people: number, year = 0): string {
  return execFileSync(
    program,
    ['demo', '--database', `sqlite://${join(folder, name)}`, '--communes', communes, '--people', String(people), '--year', String(year)],
    { encoding: 'utf8' },
  );
}

/** Runs once before all tests; what it gives back runs after the last. */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-demo-'));
  const said = generate(folder, 'demo.sqlite3', 120);
  generate(folder, 'large.sqlite3', 1_200);
  const accounts = [...said.matchAll(/login: (\S+) password: (\S+) role: (adviser|supervisor)/g)].map(
    ([, login, password, role]) => ({ login, password, role }) as Account,
  );
  const code = said.match(/registration-code: (\S+)/)?.[1];
  if (!code || accounts.length < 3) throw new Error(`demo said:\n${said}`);
  const note = join(folder, 'demo.json');
  writeFileSync(note, JSON.stringify({ folder, accounts, code } satisfies Demo));
  process.env[NOTE] = note;
  return () => rmSync(folder, { recursive: true, force: true });
}

function demo(): Demo {
  return JSON.parse(readFileSync(process.env[NOTE] ?? '', 'utf8')) as Demo;
}

/** A database of its own, filled with the territory. */
export function freshDatabase(size: 'demo' | 'large' = 'demo'): string {
  const path = join(mkdtempSync(join(demo().folder, 'test-')), 'passerelle.sqlite3');
  copyFileSync(join(demo().folder, `${size}.sqlite3`), path);
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
