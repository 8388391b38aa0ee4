import { EPOCH_SECONDS, random16Hex, type DelegationTerms } from '@acequia/protocol';

/** A point of the grid of epochs, in September 2016. */
export const GRID = 68_180 * EPOCH_SECONDS;

/** Terms of a delegation of SH1's monitoring to SH2, for the four epochs from `GRID` on. */
export function aTerms(overrides: Partial<DelegationTerms> = {}): DelegationTerms {
  return {
    version: 1,
    delegationId: random16Hex(),
    delegator: 'SH1',
    delegatee: 'SH2',
    start: GRID,
    end: GRID + 4 * EPOCH_SECONDS,
    purpose: 'absence',
    words: 'over the weekend',
    granularity: 'intervals',
    feePerEpoch: '5',
    copyAlarms: false,
    salt: random16Hex(),
    ...overrides,
  };
}
