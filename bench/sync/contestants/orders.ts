// A device that takes its orders by lines of JSON, whatever it is written in.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Child } from '../machine/child';
import type { Edit, Sheet } from '../model/sheet';
import type { NodeDevice } from './contestant';

interface Answer {
  error?: string;
  quiet?: number;
  losers?: { count: number; onRequest: boolean };
}

const PATIENCE = 300;

export class Ordered implements NodeDevice {
  private constructor(private readonly child: Child) {}

  /** Waits until it is there. */
  static async over(child: Child): Promise<Ordered> {
    const device = new Ordered(child);
    await device.answer(60);
    return device;
  }

  private async answer(seconds: number): Promise<Answer> {
    const answer = JSON.parse(await this.child.line(seconds)) as Answer;
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  private order(order: object, seconds = PATIENCE): Promise<Answer> {
    this.child.say(JSON.stringify(order));
    return this.answer(seconds);
  }

  private async timed(what: string, seconds: number, weak = false): Promise<number> {
    const begun = performance.now();
    const { quiet } = await this.order({ do: what, weak }, seconds);
    return performance.now() - begun - (quiet ?? 0);
  }

  fetch(seconds: number): Promise<number> {
    return this.timed('fetch', seconds);
  }

  sync(seconds: number, weak?: boolean): Promise<number> {
    return this.timed('sync', seconds, weak);
  }

  hear(seconds: number): Promise<number> {
    return this.timed('hear', seconds);
  }

  async edit(edits: Edit[]): Promise<void> {
    await this.order({ do: 'edit', edits });
  }

  async listen(): Promise<void> {
    await this.order({ do: 'listen' });
  }

  async sheets(): Promise<Sheet[]> {
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
    try {
      const file = join(folder, 'sheets');
      await this.order({ do: 'dump', file });
      const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Sheet);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async losers(): Promise<{ count: number; onRequest: boolean }> {
    return (await this.order({ do: 'losers' })).losers ?? { count: 0, onRequest: false };
  }

  memory(): { peak: number; now: number } {
    return this.child.memory();
  }

  async end(): Promise<void> {
    await this.child.end();
  }
}
