import type { Goal, Result } from '@acequia/network/common';

/** What is compared, and what is hoped for. */
export interface Comparison extends Pick<Result, 'name' | 'unit' | 'against'> {
  readonly goal: Goal;
}
