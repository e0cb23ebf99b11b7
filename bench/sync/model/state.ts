// What everybody must end with: the records after all edits, as one fingerprint.

import { createHash } from 'node:crypto';
import { type Edit, type Sheet, edited } from './sheet';

/** JSON with the keys in order, so that equal sheets are equal texts. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

function fingerprint(texts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const text of [...texts].sort()) hash.update(text).update('\n');
  return hash.digest('hex');
}

/** Of sheets as a device has them. */
export function fingerprintOf(sheets: Iterable<Sheet>): string {
  const texts: string[] = [];
  for (const sheet of sheets) texts.push(JSON.stringify(inOrder(sheet)));
  return fingerprint(texts);
}

/** The records as they have to be. */
export class Expected {
  private readonly sheets: Map<string, Sheet>;

  constructor(sheets: Sheet[]) {
    this.sheets = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  }

  take(edits: Edit[]): void {
    for (const edit of edits) {
      const sheet = this.sheets.get(edit.record);
      if (!sheet) throw new Error('an edit of nobody');
      this.sheets.set(edit.record, edited(sheet, edit));
    }
  }

  get count(): number {
    return this.sheets.size;
  }

  get fingerprint(): string {
    return fingerprintOf(this.sheets.values());
  }
}
