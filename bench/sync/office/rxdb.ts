// An office for RxDB's replication over HTTP: changes after a place, and edits against the state that
// their author assumed. Written as its documentation describes it.

import { isDeepStrictEqual } from 'node:util';
import type { Sheet } from '../model/sheet';
import { answer, bodyOf, serve, sheets } from './office';

type Doc = Sheet & { _deleted: boolean };
interface Row {
  newDocumentState: Doc;
  assumedMasterState?: Doc;
}

const LIMIT = 1_000;

let last = 0;
const all = new Map<string, { doc: Doc; seq: number }>();
const put = (doc: Doc): void => {
  // Put in anew, so that the order is that of the numbers.
  all.delete(doc.id);
  last += 1;
  all.set(doc.id, { doc, seq: last });
};
for (const sheet of sheets) put({ ...sheet, _deleted: false });
let revoked = new Set<string>();

function after(seq: number, account: string): { documents: Doc[]; checkpoint: { seq: number } } {
  const documents: Doc[] = [];
  let reached = seq;
  // From the back: only what is new is looked at.
  const fresh = seq === 0 ? [...all.values()] : newest(seq);
  for (const { doc, seq: number } of fresh) {
    if (documents.length === LIMIT) break;
    const taken = account === '0' && revoked.has(doc.id);
    documents.push(taken ? { ...doc, _deleted: true } : doc);
    reached = number;
  }
  return { documents, checkpoint: { seq: reached } };
}

function newest(seq: number): { doc: Doc; seq: number }[] {
  return [...all.values()].filter((entry) => entry.seq > seq);
}

serve(async (asked, to, url) => {
  if (url.pathname === '/revoke') {
    revoked = new Set(JSON.parse(await bodyOf(asked)) as string[]);
    // They have to be given once more, as deleted.
    for (const id of revoked) {
      const entry = all.get(id);
      if (entry) put(entry.doc);
    }
    answer(to, asked, {});
  } else if (url.pathname === '/pull') {
    answer(to, asked, after(Number(url.searchParams.get('after')), url.searchParams.get('account') ?? ''));
  } else {
    const conflicts: Doc[] = [];
    for (const { newDocumentState, assumedMasterState } of JSON.parse(await bodyOf(asked)) as Row[]) {
      const standing = all.get(newDocumentState.id)?.doc;
      const isAssumed = standing && assumedMasterState && isDeepStrictEqual(standing, assumedMasterState);
      if (standing && !isAssumed) conflicts.push(standing);
      else put(newDocumentState);
    }
    answer(to, asked, conflicts);
  }
});
