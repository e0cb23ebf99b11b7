// W1 to W5, W8, W9 and W11: devices in Node, in a process each.

import { readFileSync } from 'node:fs';
import type { Contestant, Material, NodeDevice, Office } from '../contestants/contestant';
import { Line } from '../line/line';
import { Expected, fingerprintOf } from '../model/state';
import type { Edits, Sheet } from '../model/sheet';
import { type Figure, type Outcome, middle, of } from './figures';

export interface Wish {
  measures: Set<string>;
  rounds: number;
  /** Longest wait for one exchange. */
  seconds: number;
}

/** A device with a line of its own. */
interface Connected {
  device: NodeDevice;
  line: Line;
}

export class Trial {
  readonly outcomes: Outcome[] = [];
  private readonly opened: Connected[] = [];

  constructor(
    private readonly contestant: Contestant,
    private readonly material: Material,
    private readonly wish: Wish,
    private readonly say: (line: string) => void,
  ) {}

  /** Measures what is wished. What fails is an outcome too. */
  async run(): Promise<Outcome[]> {
    let office: Office | undefined;
    try {
      office = await this.contestant.office(this.material);
      await this.measure(office);
    } catch (error) {
      this.failed(this.at, error);
    } finally {
      for (const { device, line } of this.opened) {
        await device.end();
        await line.close();
      }
      await office?.end();
    }
    return this.outcomes;
  }

  private at = 'W1';

  private failed(measure: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.say(`${measure} of ${this.contestant.name} at ${this.material.count}: failed: ${why}`);
    const missing = [...this.wish.measures].filter((it) => !this.outcomes.some((known) => known.measure === it));
    for (const it of missing) {
      const reason = it === measure ? why : `not reached: ${measure} failed`;
      this.outcomes.push({ ...this.common(it), rounds: 0, failed: reason.slice(0, 600) });
    }
  }

  private common(measure: string): Omit<Outcome, 'rounds'> {
    return { measure, contestant: this.contestant.name, records: this.material.count };
  }

  private note(measure: string, figures: Figure[]): void {
    if (!this.wish.measures.has(measure)) return;
    const outcome = { ...this.common(measure), rounds: figures.length, figure: middle(figures) };
    this.outcomes.push(outcome);
    this.say(`${measure} of ${outcome.contestant} at ${outcome.records}: ${JSON.stringify(outcome.figure)}`);
  }

  private async connect(office: Office, account: number): Promise<Connected> {
    const line = await Line.to(office.port);
    const connected = { device: await this.contestant.device(office, line.url, account), line };
    // Signing in is no part of what is measured.
    line.take();
    this.opened.push(connected);
    return connected;
  }

  private async away(connected: Connected): Promise<void> {
    this.opened.splice(this.opened.indexOf(connected), 1);
    await connected.device.end();
    await connected.line.close();
  }

  private lacks(measure: string): boolean {
    const why = this.contestant.lacks[measure];
    if (why === undefined) return false;
    if (this.wish.measures.has(measure)) this.outcomes.push({ ...this.common(measure), rounds: 0, failed: why });
    return true;
  }

  private async measure(office: Office): Promise<void> {
    const { seconds } = this.wish;
    const sheets = JSON.parse(readFileSync(this.material.records, 'utf8')) as Sheet[];
    const edits = JSON.parse(readFileSync(this.material.records.replace('records-', 'edits-'), 'utf8')) as Edits;
    const expected = new Expected(sheets);

    const a = await this.load(office, expected);
    if (!this.wants('W2', 'W3', 'W4', 'W5', 'W9', 'W11')) {
      this.memory(office, a);
      return;
    }
    if (this.lacks('W2')) {
      for (const it of ['W3', 'W4', 'W5', 'W9', 'W11']) this.lacks(it);
      this.memory(office, a);
      return;
    }
    this.at = 'W2';
    const b = await this.connect(office, 1);
    await b.device.fetch(seconds);
    await this.rounds(a, b, edits, expected);
    this.memory(office, a);
    await this.weak(a, b, edits, expected);
    await this.contradict(a, b, edits);
  }

  private wants(...measures: string[]): boolean {
    return measures.some((it) => this.wish.measures.has(it));
  }

  private async load(office: Office, expected: Expected): Promise<Connected> {
    this.at = 'W1';
    const figures: Figure[] = [];
    for (let round = 1; ; round += 1) {
      const connected = await this.connect(office, 0);
      const ms = await connected.device.fetch(this.wish.seconds);
      figures.push(of(connected.line.take(), ms));
      if (round === 1) await this.agree('after the first load', expected, connected);
      if (round >= this.wish.rounds || !this.wish.measures.has('W1')) {
        this.note('W1', figures);
        return connected;
      }
      await this.away(connected);
    }
  }

  private async agree(when: string, expected: Expected, ...all: Connected[]): Promise<void> {
    for (const { device } of all) {
      const sheets = await device.sheets();
      if (sheets.length !== expected.count) throw new Error(`${when}: ${sheets.length} records instead of ${expected.count}`);
      if (fingerprintOf(sheets) !== expected.fingerprint) throw new Error(`${when}: other records than there should be`);
    }
  }

  private async rounds(a: Connected, b: Connected, edits: Edits, expected: Expected): Promise<void> {
    const { seconds, rounds } = this.wish;
    const figures: Record<string, Figure[]> = { W2: [], W3: [], W4: [], W5: [] };
    for (const { many, few, remote } of edits.rounds.slice(0, rounds)) {
      for (const [measure, block] of [['W2', many], ['W3', few]] as const) {
        this.at = measure;
        await a.device.edit(block);
        a.line.take();
        const ms = await a.device.sync(seconds);
        figures[measure].push(of(a.line.take(), ms));
        expected.take(block);
      }
      this.at = 'W4';
      await b.device.fetch(seconds);
      await a.device.listen();
      await b.device.listen();
      a.line.take();
      await b.device.edit(remote);
      await b.device.sync(seconds);
      const ms = await a.device.hear(seconds);
      figures.W4.push(of(a.line.take(), ms));
      expected.take(remote);
      this.at = 'W5';
      const idle = await a.device.sync(seconds);
      figures.W5.push(of(a.line.take(), idle));
      await this.agree('after a round', expected, a, b);
    }
    for (const [measure, all] of Object.entries(figures)) this.note(measure, all);
  }

  private memory(office: Office, { device }: Connected): void {
    const mb = (bytes: number): number => Math.round(bytes / 1e5) / 10;
    const [here, there] = [device.memory(), office.memory()];
    this.note('W8', [{ devicePeakMB: mb(here.peak), deviceMB: mb(here.now), officePeakMB: mb(there.peak) }]);
  }

  private async weak(a: Connected, b: Connected, edits: Edits, expected: Expected): Promise<void> {
    if (!this.wants('W9')) return;
    this.at = 'W9';
    await a.device.edit(edits.weak);
    a.line.take();
    a.line.weak = true;
    const ms = await a.device.sync(this.wish.seconds, true);
    const figure = { ...of(a.line.take(), ms), cuts: a.line.cuts };
    a.line.weak = false;
    expected.take(edits.weak);
    await b.device.fetch(this.wish.seconds);
    await this.agree('after the weak line', expected, a, b);
    this.note('W9', [figure]);
  }

  /** Both mark one person differently, and each sends it; then both hear of the other's. */
  private async contradict(a: Connected, b: Connected, { contradiction }: Edits): Promise<void> {
    if (!this.wants('W11')) return;
    this.at = 'W11';
    await a.device.edit([contradiction.first]);
    await b.device.edit([contradiction.second]);
    for (const { device } of [a, b, a, b]) await device.sync(this.wish.seconds);
    const seen = await Promise.all([a, b].map(({ device }) => device.losers()));
    const count = seen.reduce((sum, it) => sum + it.count, 0);
    const shown = seen.some((it) => it.count > 0 && !it.onRequest);
    const [one, other] = await Promise.all([a, b].map(async ({ device }) => fingerprintOf(await device.sheets())));
    this.note('W11', [{ visible: shown ? 'shown' : count > 0 ? 'on request' : 'no', agree: one === other ? 'yes' : 'no' }]);
  }
}
