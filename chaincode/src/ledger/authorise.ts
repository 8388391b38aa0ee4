import { publicRecords, type Role } from '@acequia/protocol';
import type { Access } from './Access.js';
import { COMMUNITY_MSP } from './COMMUNITY_MSP.js';
import type { Caller } from './Caller.js';
import type { HomeRule } from './HomeRule.js';
import type { Identity } from './Identity.js';
import { LedgerError } from './LedgerError.js';
import type { LedgerReader } from './LedgerReader.js';
import { TRADERS_MSP } from './TRADERS_MSP.js';

/**
 * Decides from the registry whether the signer may call a function (DESIGN §5.7).
 *
 * @throws LedgerError PARTY_UNKNOWN, PARTY_SUSPENDED, PARTY_REVOKED, ROLE_DENIED, HOME_DENIED; for writes of a household
 * also HOME_SUSPENDED, HOME_REVOKED. COMMUNITY_EXISTS and ROLE_DENIED for the founder.
 */
export async function authorise<Request>(
  identity: Identity,
  access: Access<Request>,
  request: Request,
  writes: boolean,
  state: LedgerReader,
): Promise<Caller> {
  if (access === 'founder') return admitFounder(identity, state);
  if (identity.mspId === TRADERS_MSP) return admitTrader(identity, access.traders ?? false);
  const caller = await admitParty(identity, access.roles, state);
  if (caller.homeId !== undefined) await checkHome(caller.homeId, access.home, request, writes, state);
  return caller;
}

async function admitFounder(identity: Identity, state: LedgerReader): Promise<Caller> {
  if ((await state.get(publicRecords.community, [])) !== undefined) {
    throw new LedgerError('COMMUNITY_EXISTS', 'the community has been created already');
  }
  if (identity.mspId !== COMMUNITY_MSP || !identity.isAdmin) {
    throw new LedgerError('ROLE_DENIED', `only an administrator of ${COMMUNITY_MSP} creates the community`);
  }
  return { mspId: identity.mspId, keyHash: identity.keyHash, role: 'operator', homeId: undefined };
}

/** Nothing is asked of the registry: a pseudonym must not be found there, and nobody gets a role by its certificate. */
function admitTrader({ mspId, keyHash }: Identity, traders: boolean): Caller {
  if (traders) return { mspId, keyHash, role: 'trader', homeId: undefined };
  throw new LedgerError('ROLE_DENIED', 'pseudonyms may not call this function');
}

async function admitParty(identity: Identity, roles: readonly Role[], state: LedgerReader): Promise<Caller> {
  const party = await state.get(publicRecords.party, [identity.mspId, identity.keyHash]);
  if (party === undefined) throw new LedgerError('PARTY_UNKNOWN', 'the caller is not an enrolled party');
  if (party.status === 'suspended') throw new LedgerError('PARTY_SUSPENDED', 'the caller is suspended');
  if (party.status === 'revoked') throw new LedgerError('PARTY_REVOKED', 'the caller is revoked');
  if (!roles.includes(party.role)) {
    throw new LedgerError('ROLE_DENIED', `the role ${party.role} may not call this function`);
  }
  return { mspId: party.mspId, keyHash: party.keyHash, role: party.role, homeId: party.homeId };
}

async function checkHome<Request>(
  ownHomeId: string,
  rule: HomeRule<Request>,
  request: Request,
  writes: boolean,
  state: LedgerReader,
): Promise<void> {
  if (rule !== 'community' && (await rule(request, state)) !== ownHomeId) {
    throw new LedgerError('HOME_DENIED', 'a household acts for its own home, and sees that one, only');
  }
  if (!writes) return;
  const home = await state.getRequired(publicRecords.home, [ownHomeId]);
  if (home.status === 'suspended')
    throw new LedgerError('HOME_SUSPENDED', `the home ${ownHomeId} is suspended`);
  if (home.status === 'revoked') throw new LedgerError('HOME_REVOKED', `the home ${ownHomeId} is revoked`);
}
