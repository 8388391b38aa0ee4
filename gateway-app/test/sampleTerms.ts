import { EPOCH_SECONDS, random16Hex, type DelegationTerms } from '@acequia/protocol';

/** A Saturday on the grid of epochs, ledger seconds. */
export const SATURDAY = 68_200 * EPOCH_SECONDS;

/** Terms of a weekend, SH1 to SH2, at 10 tokens an epoch. */
export function sampleTerms(changes: Partial<DelegationTerms> = {}): DelegationTerms {
  return {
    version: 1,
    delegationId: random16Hex(),
    delegator: 'SH1',
    delegatee: 'SH2',
    start: SATURDAY,
    end: SATURDAY + 8 * EPOCH_SECONDS,
    purpose: 'absence',
    words: '',
    granularity: 'intervals',
    feePerEpoch: '10',
    copyAlarms: false,
    salt: random16Hex(),
    ...changes,
  };
}
