// A server of PostgreSQL for one story, with the care for the disk that it has by default. It can be killed as a
// power cut would, and started again.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { postgresPrograms } from './environment';

/** The account it runs as: PostgreSQL refuses to run as root. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const number = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

export class Postgres {
  private process: ChildProcess | undefined;
  private log = '';
  private readonly owner = owner();
  /** Short: the path of a socket has room for 107 characters. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'passerelle-pg-'));

  /** Makes an empty one and waits until it answers. */
  static async start(): Promise<Postgres> {
    const postgres = new Postgres();
    chmodSync(postgres.folder, 0o755);
    mkdirSync(postgres.data);
    const { uid, gid } = postgres.owner;
    if (uid !== undefined && gid !== undefined) {
      for (const place of [postgres.folder, postgres.data]) chownSync(place, uid, gid);
    }
    postgres.call('initdb', ['--auth=trust', '--encoding=UTF8', '--locale=C', '--username=postgres', '-D', postgres.data]);
    await postgres.up();
    return postgres;
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  /** The address of its database. */
  get url(): string {
    return `postgres://postgres@localhost/postgres?host=${this.folder}`;
  }

  /** The answer to one question, as one line of text. */
  ask(question: string): string {
    return this.call('psql', ['-h', this.folder, '-U', 'postgres', '-AtX', '-c', question]).trim();
  }

  private call(name: string, parts: string[]): string {
    // Its working folder must be one that it may enter.
    return execFileSync(join(postgresPrograms, name), parts, { ...this.owner, cwd: '/', encoding: 'utf8', stdio: 'pipe' });
  }

  /** Starts it again, on what the disk holds. */
  async up(): Promise<void> {
    const child = spawn(
      join(postgresPrograms, 'postgres'),
      ['-D', this.data, '-k', this.folder, '-c', 'listen_addresses='],
      { ...this.owner, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.log += text.toString()));
    }
    for (let tries = 0; tries < 600; tries += 1) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL ended:\n${this.log}`);
      try {
        this.call('pg_isready', ['-h', this.folder]);
        return;
      } catch {
        // Not yet.
      }
      await pause(50);
    }
    throw new Error(`PostgreSQL does not answer:\n${this.log}`);
  }

  /** Ends all its processes at the same moment. */
  async kill(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    // The first process starts no other ones while the others are killed.
    process.kill(child.pid, 'SIGSTOP');
    while (!'TZ'.includes(stateOf(child.pid))) await pause(1);
    const all = [...childrenOf(child.pid), child.pid];
    for (const number of all) {
      try {
        process.kill(number, 'SIGKILL');
      } catch {
        // It ended meanwhile.
      }
    }
    await ended;
    // The next one does not start while one of them still has their memory.
    while (all.some((number) => stateOf(number) !== 'Z')) await pause(5);
  }

  /** Ends it for good. */
  async away(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the system says of a process: its state and its parent are the first words after the name in brackets. */
function statOf(number: number): string[] {
  try {
    return readFileSync(`/proc/${number}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

/** `T` stopped, `Z` gone but for its name, which is also what one that is not there is. */
function stateOf(number: number): string {
  return statOf(number)[0] ?? 'Z';
}

function childrenOf(parent: number): number[] {
  const isChild = (number: number) => Number(statOf(number)[1]) === parent;
  return readdirSync('/proc').map(Number).filter((number) => number > 0 && isChild(number));
}
