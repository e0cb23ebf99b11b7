// What is synchronised: the records and edits that `bench records` makes, and what an edit does.

export interface Sheet {
  id: string;
  family: string;
  given: string;
  birth: string;
  phone: string;
  level: string;
  wish: string;
  consent: { text: number; language: string; explained: string; at: number };
  attendance: { visit: string; mark: string; at: number }[];
  interview: { id: string; starts: number; place: string; state: string; note: string };
}

export type Edit = { record: string; at: number } & (
  | { kind: 'mark'; place: number; mark: string }
  | { kind: 'phone'; phone: string }
  | { kind: 'note'; note: string }
);

export interface Round {
  many: Edit[];
  few: Edit[];
  remote: Edit[];
}

export interface Edits {
  rounds: Round[];
  weak: Edit[];
  singles: Edit[];
  contradiction: { first: Edit; second: Edit };
  revoked: string[];
}

/** The sheet after an edit. */
export function edited(sheet: Sheet, edit: Edit): Sheet {
  switch (edit.kind) {
    case 'mark': {
      const attendance = [...sheet.attendance];
      attendance[edit.place] = { ...attendance[edit.place], mark: edit.mark, at: edit.at };
      return { ...sheet, attendance };
    }
    case 'phone':
      return { ...sheet, phone: edit.phone };
    case 'note':
      return { ...sheet, interview: { ...sheet.interview, state: 'held', note: edit.note } };
  }
}

export type Flat = Record<string, string | number>;

/** A sheet as fields without anything inside them, for those who keep no others. */
export function flat(sheet: Sheet): Flat {
  const fields: Flat = {};
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string' || typeof value === 'number') fields[path] = value;
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, path ? `${path}.${key}` : key);
  };
  walk(sheet, '');
  return fields;
}

/** The fields that an edit gives another value. */
export function changes(edit: Edit): Flat {
  switch (edit.kind) {
    case 'mark':
      return { [`attendance.${edit.place}.mark`]: edit.mark, [`attendance.${edit.place}.at`]: edit.at };
    case 'phone':
      return { phone: edit.phone };
    case 'note':
      return { 'interview.state': 'held', 'interview.note': edit.note };
  }
}

/** The sheet that fields are of. */
export function unflat(fields: Flat): Sheet {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(fields)) {
    const keys = path.split('.');
    let place = whole;
    keys.slice(0, -1).forEach((key, depth) => {
      place[key] ??= /^\d+$/.test(keys[depth + 1]) ? [] : {};
      place = place[key] as Record<string, unknown>;
    });
    place[keys[keys.length - 1]] = value;
  }
  return whole as unknown as Sheet;
}
