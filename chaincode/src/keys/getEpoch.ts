import { publicRecords, type EpochView } from '@acequia/protocol';
import { LedgerError, type QueryTransaction, type RequestOf } from '../ledger/index.js';
import { readEpoch } from './readEpoch.js';

/**
 * An epoch of a home, without a number the newest, and when it was revoked.
 *
 * @throws LedgerError EPOCH_UNKNOWN.
 */
export async function getEpoch(
  { state }: QueryTransaction,
  { homeId, epoch }: RequestOf<'keys', 'getEpoch'>,
): Promise<EpochView> {
  const wanted = epoch ?? (await state.get(publicRecords.latestEpoch, [homeId]))?.epoch;
  if (wanted === undefined) throw new LedgerError('EPOCH_UNKNOWN', `${homeId} has published no epoch`);
  return readEpoch(homeId, wanted, state);
}
