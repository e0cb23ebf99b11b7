// The real server, as a process of its own that tests can stop, kill and start again.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freshDatabase } from './demo';
import { program, programWithHeldClock, site } from './environment';
import { type Message, messagesIn } from './messages';
import { freePort } from './ports';

export class Server {
  private process: ChildProcess | undefined;
  private log = '';

  private constructor(
    readonly port: number,
    readonly database: string,
    private site: string,
    private baseUrl: string,
    /** Where its clock is moved on, when a test holds it. */
    private clockPort?: number,
    /** Where the records are. */
    private readonly records = `sqlite://${database}`,
  ) {}

  /** Starts a server on a database of its own. */
  static async start(options: { database?: string; baseUrl?: string } = {}): Promise<Server> {
    const port = await freePort();
    const server = new Server(
      port,
      options.database ?? freshDatabase(),
      site,
      options.baseUrl ?? `http://127.0.0.1:${port}`,
    );
    await server.up();
    return server;
  }

  /** Starts one whose clock the test holds. It goes by itself too; `advance` moves it on. */
  static async withHeldClock(): Promise<Server> {
    const port = await freePort();
    const server = new Server(port, freshDatabase(), site, `http://127.0.0.1:${port}`, await freePort());
    await server.up();
    return server;
  }

  /** Starts one with its records in PostgreSQL, moved there from the usual ones. */
  static async onPostgres(records: string): Promise<Server> {
    const [port, database] = [await freePort(), freshDatabase()];
    execFileSync(program, ['move', '--from', `sqlite://${database}`, '--to', records]);
    const server = new Server(port, database, site, `http://127.0.0.1:${port}`, undefined, records);
    await server.up();
    return server;
  }

  /** Moves the held clock on. When this comes back, the server has done what is due by then. */
  async advance(days: number): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.clockPort}/advance`, {
      method: 'POST',
      body: String(Math.round(days * 24 * 60 * 60 * 1000)),
    });
    if (!answer.ok) throw new Error(`the clock does not move: ${await answer.text()}`);
  }

  /** Messages that left, the latest last. */
  get messages(): Message[] {
    return messagesIn(join(dirname(this.database), 'messages'));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What the server wrote so far. */
  get said(): string {
    return this.log;
  }

  /** The process's number, while it runs. */
  get pid(): number {
    const pid = this.process?.pid;
    if (!pid) throw new Error('the server does not run');
    return pid;
  }

  /** Serves other files from the next start on: a new version of the application. */
  serveSite(folder: string): void {
    this.site = folder;
  }

  /** Starts again, on the same port and database. */
  async up(): Promise<void> {
    const child = spawn(
      this.clockPort ? programWithHeldClock : program,
      [
        'serve',
        ...['--database', this.records],
        ...['--site', this.site],
        ...['--listen', `127.0.0.1:${this.port}`],
        ...['--base-url', this.baseUrl],
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...(this.clockPort && { PASSERELLE_CLOCK_PORT: String(this.clockPort) }) },
      },
    );
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.log += text.toString()));
    }
    for (let tries = 0; tries < 200; tries += 1) {
      if (child.exitCode !== null) throw new Error(`the server ended:\n${this.log}`);
      try {
        if ((await fetch(`${this.url}/readyz`)).ok) return;
      } catch {
        // Not listening yet.
      }
      await pause(50);
    }
    throw new Error(`the server does not answer:\n${this.log}`);
  }

  /** Stops it as an operator would. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
