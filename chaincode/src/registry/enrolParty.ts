import { publicRecords } from '@acequia/protocol';
import { COMMUNITY_MSP, type LedgerReader, type RequestOf, type WriteTransaction } from '../ledger/index.js';
import { RegistryError } from './RegistryError.js';

type EnrolParty = RequestOf<'registry', 'enrolParty'>;

/**
 * Enrols a party under one role.
 *
 * @throws RegistryError ROLE_MSP_DIFFERS when an operator is not of CommunityMSP or another role is, HOME_MSP_DIFFERS when
 * a household is not of its home's organisation, HOME_REVOKED.
 * @throws LedgerError PARTY_EXISTS, HOME_UNKNOWN.
 */
export async function enrolParty({ state }: WriteTransaction, party: EnrolParty): Promise<void> {
  const { mspId, keyHash, role, homeId } = party;
  if ((role === 'operator') !== (mspId === COMMUNITY_MSP)) {
    throw new RegistryError('ROLE_MSP_DIFFERS', `operators, and nobody else, are of ${COMMUNITY_MSP}`);
  }
  if (homeId !== undefined) await checkHomeOf(mspId, homeId, state);
  await state.create(publicRecords.party, [mspId, keyHash], {
    mspId,
    keyHash,
    role,
    ...(homeId !== undefined && { homeId }),
    status: 'active',
  });
}

async function checkHomeOf(mspId: string, homeId: string, state: LedgerReader): Promise<void> {
  const home = await state.getRequired(publicRecords.home, [homeId]);
  if (home.mspId !== mspId) {
    throw new RegistryError('HOME_MSP_DIFFERS', `households of ${homeId} are of ${home.mspId}`);
  }
  if (home.status === 'revoked') throw new RegistryError('HOME_REVOKED', `the home ${homeId} is revoked`);
}
