import type { BenchSettings } from '../BenchSettings.js';
import type { Goal } from '@acequia/network/common';
import type { Note } from '../results/Note.js';
import type { NetworkKind } from './NetworkKind.js';
import type { Site } from './Site.js';

/** What a measure gives on one network in one round. */
export interface Taken {
  readonly value: number;
  readonly notes: readonly Note[];
}

/** Something that is measured on each of two networks in turns. */
export interface NetworkMeasure {
  readonly unit: string;
  readonly goal: Goal;
  /** Name of the result. */
  name(kind: NetworkKind, against: NetworkKind): string;
  /** Name of the same number on one network. */
  nameOn(kind: NetworkKind): string;
  /** @param site a network that has just been started. */
  take(site: Site, settings: BenchSettings): Promise<Taken>;
}
