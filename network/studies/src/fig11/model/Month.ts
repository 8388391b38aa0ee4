import type { Wish } from './Wish.js';

/** What the homes of a community want in some days: for each day its wishes in order of time. */
export interface Month {
  readonly homes: number;
  readonly days: readonly (readonly Wish[])[];
}
