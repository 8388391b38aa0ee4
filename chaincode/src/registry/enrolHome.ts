import { collectionOf, publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { RegistryError } from './RegistryError.js';

/**
 * Enrols a home.
 *
 * @throws RegistryError HOME_MSP_DIFFERS unless its organisation is the one named after it: its collection admits no other.
 * @throws LedgerError HOME_EXISTS.
 */
export async function enrolHome(
  { state }: WriteTransaction,
  { homeId, mspId }: RequestOf<'registry', 'enrolHome'>,
): Promise<void> {
  if (mspId !== `${homeId}MSP`) {
    throw new RegistryError('HOME_MSP_DIFFERS', `the organisation of the home ${homeId} is ${homeId}MSP`);
  }
  await state.create(publicRecords.home, [homeId], {
    homeId,
    mspId,
    collection: collectionOf(homeId),
    status: 'active',
  });
}
