// The floor: one answer, kept as pages of a hundred records. It sends nothing.

import { type Edit, type Sheet, edited } from '../model/sheet';
import { type Device, type Open, again, json } from './device';

const PAGE = 100;

export const open: Open = async ({ url, name, durable }) => {
  const { pages } = await import('./floor-pages');
  const kept = durable ? await pages(name) : undefined;
  const sheets = new Map<string, Sheet>();
  for (const page of (await kept?.read()) ?? []) {
    for (const sheet of JSON.parse(page) as Sheet[]) sheets.set(sheet.id, sheet);
  }
  const cannot = (): Promise<never> => Promise.reject(new Error('the floor sends nothing'));
  return {
    quiet: 0,
    fetch: () =>
      again(async () => {
        const all = (await json(url)) as Sheet[];
        for (const sheet of all) sheets.set(sheet.id, sheet);
        if (!kept) return;
        const texts: string[] = [];
        for (let at = 0; at < all.length; at += PAGE) texts.push(JSON.stringify(all.slice(at, at + PAGE)));
        await kept.write(texts);
      }),
    edit: async (edits: Edit[]) => {
      for (const edit of edits) {
        await kept?.append(edit);
        const sheet = sheets.get(edit.record);
        if (sheet) sheets.set(edit.record, edited(sheet, edit));
      }
    },
    sheets: async () => [...sheets.values()],
    sync: cannot,
    listen: cannot,
    hear: cannot,
    losers: cannot,
    close: async () => kept?.close(),
  } satisfies Device;
};
