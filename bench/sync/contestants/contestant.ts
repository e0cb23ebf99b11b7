// What the measures need of everybody who takes part: an office with records, and devices.

import type { Edit, Sheet } from '../model/sheet';

/** What a run made before, for one number of records. */
export interface Material {
  count: number;
  /** The records as JSON. */
  records: string;
  /** The same in a database of ours. */
  database: string;
}

export interface Office {
  readonly port: number;
  readonly url: string;
  memory(): { peak: number; now: number };
  /** Takes every second class away from the first account. */
  revoke(people: string[]): Promise<void>;
  end(): Promise<void>;
}

/** A device in a process of its own. */
export interface NodeDevice {
  fetch(seconds: number): Promise<number>;
  edit(edits: Edit[]): Promise<void>;
  /** How long it took, in milliseconds. */
  sync(seconds: number, weak?: boolean): Promise<number>;
  listen(): Promise<void>;
  hear(seconds: number): Promise<number>;
  sheets(): Promise<Sheet[]>;
  losers(): Promise<{ count: number; onRequest: boolean }>;
  memory(): { peak: number; now: number };
  end(): Promise<void>;
}

export interface Contestant {
  readonly name: string;
  /** The package and version, or what else it is. */
  readonly what: string;
  /** What it does not do, by the letter of the measure, and why. */
  readonly lacks: Partial<Record<string, string>>;
  office(material: Material): Promise<Office>;
  device(office: Office, url: string, account: number): Promise<NodeDevice>;
  /** The module of its device for a page; none where the application itself is driven. */
  readonly page?: string;
  /** Opens sealed rows with their key, and counts the texts that lie in them. */
  readonly open?: (key: string, rows: SealedRow[], texts: string[]) => Promise<{ texts: number; bytes: number }>;
}

/** A value of a sealed store, and where it lies. */
export interface SealedRow {
  place: string;
  /** In hexadecimal digits. */
  value: string;
}
