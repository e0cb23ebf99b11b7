// W6, W7, W8, W10 and W12: in Chromium, with everything on the disk.

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Contestant, Material, Office } from '../contestants/contestant';
import { Line } from '../line/line';
import { Browser } from '../machine/browser';
import { within } from '../machine/child';
import type { Edits, Sheet } from '../model/sheet';
import { appScreen } from '../page/app-screen';
import { bundle } from '../page/bundle';
import { packageScreen } from '../page/package-screen';
import { type Remains, type Screen, left, traces } from '../page/screen';
import { type Figure, type Outcome, median, middle, percentile } from './figures';

export const IN_PAGE = ['W6', 'W7', 'W8p', 'W10', 'W12'] as const;
/** How many writes are timed, and for how long is written before the browser is killed. */
const WRITES = 60;
const WRITING_MS = 3_000;
/** The longest that one measure may take. */
const SECONDS = 240;

type Wanted = (measure: string) => boolean;

export async function inPage(
  contestant: Contestant,
  material: Material,
  rounds: number,
  chromium: string,
  wanted: Wanted,
  say: (line: string) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const common = { contestant: contestant.name, records: material.count };
  const sheets = JSON.parse(readFileSync(material.records, 'utf8')) as Sheet[];
  const edits = JSON.parse(readFileSync(material.records.replace('records-', 'edits-'), 'utf8')) as Edits;
  let office: Office | undefined;
  let line: Line | undefined;
  let browser: Browser | undefined;
  const note = (measure: string, figures: Figure[]): void => {
    outcomes.push({ measure, ...common, rounds: figures.length, figure: middle(figures) });
    say(`${measure} of ${contestant.name} at ${material.count}: ${JSON.stringify(middle(figures))}`);
  };
  const attempt = async (measure: string, work: () => Promise<Figure[]>): Promise<void> => {
    if (!wanted(measure)) return;
    const lack = contestant.lacks[measure];
    try {
      if (lack !== undefined) throw new Error(lack);
      note(measure, await within(SECONDS, measure, work()));
    } catch (error) {
      const failed = (error instanceof Error ? error.message : String(error)).slice(0, 600);
      outcomes.push({ measure, ...common, rounds: 0, failed });
      say(`${measure} of ${contestant.name} at ${material.count}: failed: ${failed}`);
    }
  };
  try {
    office = await contestant.office(material);
    line = await Line.to(office.port);
    const screen: Screen = contestant.page
      ? packageScreen(line, await bundle(contestant.page), material.count)
      : appScreen(line.url, sheets, contestant.open);
    browser = await Browser.start(chromium);
    const here = browser;
    await within(SECONDS, 'the first visit', screen.fill(await here.page()));
    await here.down();

    for (const slower of [1, 6]) {
      const name = slower === 1 ? 'W6' : 'W6x6';
      let memory: Figure = {};
      const cold = async (): Promise<Figure[]> => {
        const figures: Figure[] = [];
        for (let round = 0; round < rounds; round += 1) {
          await here.up();
          const page = await here.page(slower);
          figures.push(await screen.cold(page));
          const heap = await page.evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize);
          memory = { pageMB: here.pageMemory(), heapMB: Math.round(heap / 1e5) / 10 };
          await here.down();
        }
        return figures;
      };
      if (wanted('W6')) await attempt(name, cold);
      if (slower === 1 && memory.pageMB !== undefined) await attempt('W8p', async () => [memory]);
      await attempt(slower === 1 ? 'W7' : 'W7x6', async () => {
        await here.up();
        const page = await here.page(slower);
        await screen.cold(page);
        const took: number[] = [];
        for (const edit of edits.singles.slice(0, WRITES)) took.push(await screen.write(page, edit));
        await here.down();
        return [{ p50: Math.round(median(took) * 10) / 10, p95: Math.round(percentile(took, 0.95) * 10) / 10 }];
      });
    }
    await attempt('W10', async () => {
      await here.up();
      const page = await here.page();
      await screen.cold(page);
      const written = edits.singles.slice(WRITES);
      let acknowledged = -1;
      // It ends with the browser.
      const writing = screen.writeOn(page, written, (place) => (acknowledged = place)).catch(() => undefined);
      await pause(WRITING_MS);
      await here.kill();
      await Promise.race([writing, pause(5_000)]);
      await here.up();
      const again = await here.page();
      await screen.cold(again);
      const lost = await screen.lost(again, written.slice(0, acknowledged + 1));
      await here.down();
      return [{ acknowledged: acknowledged + 1, lost }];
    });
    await attempt('W12', async () => {
      const texts = traces(sheets, edits.revoked);
      const remains = async (): Promise<{ sealed: Remains; opened?: Remains }> => {
        await here.up();
        const page = await here.page();
        await screen.refresh(page);
        const found = { sealed: await left(page, texts), opened: await screen.opened?.(page, texts) };
        await here.down();
        return found;
      };
      // What is not found where it must be would not be found where it must not be either.
      const before = await remains();
      const seen = (before.opened ?? before.sealed).texts;
      if (seen < texts.length) throw new Error(`only ${seen} of ${texts.length} texts were found before anything was taken away`);
      await office?.revoke(edits.revoked);
      const after = await remains();
      const { texts: count, bytes } = after.opened ?? after.sealed;
      const onDisk = after.opened && { onDisk: after.sealed.texts };
      return [{ of: texts.length, left: count, bytesLeft: bytes, ...onDisk }];
    });
  } catch (error) {
    const failed = (error instanceof Error ? error.message : String(error)).slice(0, 600);
    say(`in a page, ${contestant.name} at ${material.count}: failed: ${failed}`);
    for (const measure of IN_PAGE.filter((it) => wanted(it) && !outcomes.some((known) => known.measure === it))) {
      outcomes.push({ measure, ...common, rounds: 0, failed });
    }
  } finally {
    await browser?.away();
    await line?.close();
    await office?.end();
  }
  return outcomes;
}
