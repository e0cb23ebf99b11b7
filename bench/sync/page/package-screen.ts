// The page of a contestant from npm.

import type { Page } from 'playwright-core';
import type { Edit, Sheet } from '../model/sheet';
import type { Line } from '../line/line';
import type { PageBench } from './entry';
import type { Screen } from './screen';

declare const bench: PageBench;

const PATH = '/bench-page';
/** So long whoever writes later is given for it. */
const SETTLE = 5_000;

export function packageScreen(line: Line, script: Buffer, count: number): Screen {
  line.pages.set(PATH, { type: 'text/html', body: `<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="${PATH}.js"></script>` });
  line.pages.set(`${PATH}.js`, { type: 'text/javascript', body: script });

  async function visit(page: Page): Promise<{ count: number; ms: number }> {
    await page.goto(`${line.url}${PATH}`);
    await page.waitForFunction(() => 'bench' in globalThis);
    return page.evaluate(() => bench.open(0));
  }

  return {
    fill: async (page) => {
      await visit(page);
      await page.evaluate(() => bench.fetch());
      await page.waitForTimeout(SETTLE);
      await page.evaluate(() => bench.close());
    },
    cold: async (page) => {
      const opened = await visit(page);
      if (opened.count !== count) throw new Error(`${opened.count} records instead of ${count} after a cold start`);
      return { ms: Math.round(opened.ms) };
    },
    write: (page, edit) => page.evaluate((it) => bench.durable(it), edit),
    writeOn: async (page, edits, acknowledge) => {
      await page.exposeFunction('acknowledge', acknowledge);
      await page.evaluate(async (all) => {
        const told = globalThis as unknown as { acknowledge(place: number): Promise<void> };
        for (const [place, edit] of all.entries()) {
          await bench.edit([edit]);
          await told.acknowledge(place);
        }
      }, edits);
    },
    lost: async (page, edits) => {
      const sheets = new Map((await page.evaluate(() => bench.sheets())).map((sheet) => [sheet.id, sheet]));
      return edits.filter((edit) => !isIn(sheets.get(edit.record), edit)).length;
    },
    refresh: async (page) => {
      await visit(page);
      await page.evaluate(() => bench.sync());
      await page.waitForTimeout(SETTLE);
    },
  };
}

/** Whether a mark is there; a later one of the same person at the same visit is as good. */
function isIn(sheet: Sheet | undefined, edit: Edit): boolean {
  return edit.kind === 'mark' && sheet !== undefined && sheet.attendance[edit.place].at >= edit.at;
}
