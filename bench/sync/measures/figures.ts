// What is measured, as the report has it.

import type { Traffic } from '../line/line';

/** A figure of several rounds: the middle one counts. */
export interface Figure {
  requests?: number;
  /** Bytes of bodies and frames, without heads. */
  up?: number;
  down?: number;
  /** Bytes of heads, both ways. */
  heads?: number;
  ms?: number;
  /** Anything else, by its name. */
  [other: string]: number | string | undefined;
}

export interface Outcome {
  measure: string;
  contestant: string;
  records: number;
  rounds: number;
  figure?: Figure;
  /** Why there is none. */
  failed?: string;
}

export function of(traffic: Traffic, ms: number): Figure {
  const { requests, up, down, headsUp, headsDown } = traffic;
  return { requests, up, down, heads: headsUp + headsDown, ms: Math.round(ms * 10) / 10 };
}

export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** The median of each number of some rounds. */
export function middle(figures: Figure[]): Figure {
  const result: Figure = {};
  for (const key of Object.keys(figures[0] ?? {})) {
    const values = figures.map((figure) => figure[key]);
    const numbers = values.filter((value) => typeof value === 'number');
    if (numbers.length < values.length) result[key] = values[0];
    else result[key] = key === 'ms' ? Math.round(median(numbers) * 10) / 10 : Math.round(median(numbers));
  }
  return result;
}
