import { checkKeyCommitment, type EpochKeys, type EpochPlace, type EpochRecord } from '@acequia/protocol';

const DATASETS = ['essential', 'extended', 'audit'] as const;

/** Checks all three keys of an epoch against its record. @throws CodedError KEY_COMMITMENT_WRONG. */
export function checkEpochKeys(keys: EpochKeys, { commitments }: EpochRecord, place: EpochPlace): void {
  for (const dataset of DATASETS) checkKeyCommitment(keys[dataset], commitments[dataset], dataset, place);
}
