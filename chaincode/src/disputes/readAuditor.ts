import { publicRecords, type DisputeRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { DisputeError } from './DisputeError.js';

/**
 * The auditor whom a dispute names, who must be able to decide it and to be told in confidence.
 *
 * @throws DisputeError AUDITOR_UNKNOWN, AUDITOR_UNFIT, AUDITOR_KEY_UNKNOWN.
 */
export async function readAuditor(
  { mspId, keyHash }: Pick<DisputeRecord['auditor'], 'mspId' | 'keyHash'>,
  state: LedgerReader,
): Promise<DisputeRecord['auditor']> {
  const party = await state.get(publicRecords.party, [mspId, keyHash]);
  if (party === undefined)
    throw new DisputeError('AUDITOR_UNKNOWN', 'the auditor named is not an enrolled party');
  if (party.role !== 'auditor' || party.status !== 'active') {
    throw new DisputeError('AUDITOR_UNFIT', 'the party named is not an active auditor');
  }
  const owner = `party-${keyHash}`;
  if ((await state.get(publicRecords.latestOperationKey, [owner])) === undefined) {
    throw new DisputeError('AUDITOR_KEY_UNKNOWN', 'the auditor has published no operation key');
  }
  return { mspId, keyHash, owner };
}
