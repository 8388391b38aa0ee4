import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';

/** Creates the community, once; the caller becomes its first operator. */
export async function createCommunity(
  { caller, state }: WriteTransaction,
  { name, timeZone, currency, clock }: RequestOf<'registry', 'createCommunity'>,
): Promise<void> {
  await state.create(publicRecords.community, [], { name, timeZone, currency, clock });
  await state.create(publicRecords.party, [caller.mspId, caller.keyHash], {
    mspId: caller.mspId,
    keyHash: caller.keyHash,
    role: 'operator',
    status: 'active',
  });
}
