import type { Goal, Result } from './resultsFileSchema.js';

/** Whether what was measured is what was hoped for. A limit is met when it is reached. */
export function isMet({ of, op, limit }: Goal, measured: Pick<Result, 'value' | 'ratio'>): boolean {
  return op === '<=' ? measured[of] <= limit : measured[of] >= limit;
}
