// Processes that a run starts, and that end with it whatever happens.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const running = new Set<Child>();

/** Ends whatever still runs. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((child) => child.end('SIGKILL')));
}

/** Gives a promise an end. */
export async function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done within ${seconds} s`)), seconds * 1_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export class Child {
  private readonly lines: string[] = [];
  private waiting: ((line: string | Error) => void) | undefined;
  private rest = '';
  private log = '';

  private constructor(
    readonly process: ChildProcess,
    private readonly name: string,
  ) {}

  static start(name: string, program: string, args: string[], env: Record<string, string> = {}): Child {
    const process_ = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    const child = new Child(process_, name);
    running.add(child);
    process_.stdout?.on('data', (text: Buffer) => child.hear(text.toString()));
    process_.stderr?.on('data', (text: Buffer) => (child.log = (child.log + text.toString()).slice(-4_000)));
    process_.stdin?.on('error', () => undefined);
    process_.on('error', (error) => child.fail(error.message));
    process_.on('exit', (code, signal) => {
      running.delete(child);
      child.fail(`it ended (${signal ?? code})`);
    });
    return child;
  }

  /** A program in TypeScript. */
  static script(name: string, file: string, args: string[]): Child {
    return Child.start(name, process.execPath, ['--import', 'tsx', '--max-old-space-size=6144', file, ...args]);
  }

  private hear(text: string): void {
    this.rest += text;
    for (;;) {
      const end = this.rest.indexOf('\n');
      if (end < 0) return;
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 1);
      if (this.waiting) this.waiting(line);
      else this.lines.push(line);
    }
  }

  private fail(why: string): void {
    this.waiting?.(new Error(`${this.name}: ${why}\n${this.log}`));
  }

  /** The next line that it says. */
  async line(seconds: number): Promise<string> {
    const first = this.lines.shift();
    if (first !== undefined) return first;
    if (this.process.exitCode !== null) throw new Error(`${this.name} has ended\n${this.log}`);
    const spoken = new Promise<string>((resolve, reject) => {
      this.waiting = (line) => {
        this.waiting = undefined;
        if (typeof line === 'string') resolve(line);
        else reject(line);
      };
    });
    return within(seconds, this.name, spoken);
  }

  say(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }

  get said(): string {
    return this.log;
  }

  /** Memory in bytes: at most so far, and now. */
  memory(): { peak: number; now: number } {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
    const read = (name: string): number => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? 0) * 1024;
    return { peak: read('VmHWM'), now: read('VmRSS') };
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    if (signal !== 'SIGKILL') {
      const timer = pause(5_000, undefined, { ref: false }).then(() => this.process.kill('SIGKILL'));
      await Promise.race([ended, timer]);
    }
    await ended;
  }
}
