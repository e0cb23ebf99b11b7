// An office for Replicache by its "global version" strategy: mutations in order, and everything that
// changed after a version.

import type { Edit, Sheet } from '../model/sheet';
import { edited } from '../model/sheet';
import { answer, bodyOf, serve, sheets } from './office';

interface Push {
  clientGroupID: string;
  mutations: { clientID: string; id: number; name: string; args: Edit }[];
}
interface Pull {
  clientGroupID: string;
  cookie: number | null;
}

let version = 1;
const all = new Map<string, { sheet: Sheet; version: number }>();
for (const sheet of sheets) all.set(sheet.id, { sheet, version });
const clients = new Map<string, { group: string; last: number; version: number }>();
let revoked: { people: Set<string>; version: number } = { people: new Set(), version: 0 };

serve(async (asked, to, url) => {
  const isFirst = url.searchParams.get('account') === '0';
  if (url.pathname === '/revoke') {
    version += 1;
    revoked = { people: new Set(JSON.parse(await bodyOf(asked)) as string[]), version };
    answer(to, asked, {});
  } else if (url.pathname === '/push') {
    const { clientGroupID, mutations } = JSON.parse(await bodyOf(asked)) as Push;
    for (const { clientID, id, args } of mutations) {
      const last = clients.get(clientID)?.last ?? 0;
      if (id !== last + 1) continue;
      version += 1;
      const entry = all.get(args.record);
      if (entry) all.set(args.record, { sheet: edited(entry.sheet, args), version });
      clients.set(clientID, { group: clientGroupID, last: id, version });
    }
    answer(to, asked, {});
  } else {
    const { clientGroupID, cookie } = JSON.parse(await bodyOf(asked)) as Pull;
    const from = cookie ?? 0;
    const hidden = (id: string): boolean => isFirst && revoked.people.has(id);
    const patch: object[] = [];
    for (const [key, entry] of all) {
      if (entry.version > from && !hidden(key)) patch.push({ op: 'put', key, value: entry.sheet });
    }
    if (isFirst && revoked.version > from) for (const key of revoked.people) patch.push({ op: 'del', key });
    const lastMutationIDChanges: Record<string, number> = {};
    for (const [id, client] of clients) {
      if (client.group === clientGroupID && client.version > from) lastMutationIDChanges[id] = client.last;
    }
    answer(to, asked, { cookie: version, lastMutationIDChanges, patch });
  }
});
