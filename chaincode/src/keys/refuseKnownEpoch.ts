import { hashCanonical, publicRecords, sequenceAttribute, type Epoch } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { KeysError } from './KeysError.js';

/**
 * Refuses an epoch whose number is taken. Agents take EPOCH_EXISTS as an acknowledgement: the very same record is on the
 * ledger.
 *
 * @param latest number of the home's newest epoch; 0 before its first.
 * @throws KeysError EPOCH_EXISTS, EPOCH_GAP.
 */
export async function refuseKnownEpoch(
  homeId: string,
  epoch: Epoch | undefined,
  latest: number,
  state: LedgerReader,
): Promise<void> {
  if (epoch === undefined || epoch.epoch > latest) return;
  const known = await state.getRequired(publicRecords.epoch, [homeId, sequenceAttribute(epoch.epoch)]);
  const { publishedAt } = known;
  if (hashCanonical(known) === hashCanonical({ homeId, ...epoch, publishedAt })) {
    throw new KeysError('EPOCH_EXISTS', `epoch ${epoch.epoch} of ${homeId} is on the ledger`);
  }
  throw new KeysError('EPOCH_GAP', `another epoch ${epoch.epoch} of ${homeId} is on the ledger`);
}
