// Who takes part.

import type { Contestant } from './contestant';
import { fromNpm } from './package';
import { type Built, passerelle } from './passerelle';

const SENDS_NOTHING = 'sends nothing';

export function everybody(built: Built | undefined): Contestant[] {
  const floor = fromNpm('floor', 'floor', [], {
    W2: SENDS_NOTHING,
    W3: SENDS_NOTHING,
    W4: SENDS_NOTHING,
    W5: SENDS_NOTHING,
    W9: SENDS_NOTHING,
    W10: SENDS_NOTHING,
    W11: SENDS_NOTHING,
    W12: SENDS_NOTHING,
  });
  return [
    floor,
    ...(built ? [passerelle(built)] : []),
    fromNpm('pouchdb', 'PouchDB', ['pouchdb-core', 'express-pouchdb']),
    fromNpm('replicache', 'Replicache', ['replicache']),
    fromNpm('rxdb', 'RxDB', ['rxdb']),
    fromNpm('yjs', 'Yjs', ['yjs', 'y-protocols', 'y-indexeddb']),
    fromNpm('tinybase', 'TinyBase', ['tinybase']),
  ];
}
