import { COMMUNITY_OWNER, type KeyOwner } from '@acequia/protocol';
import type { Caller } from '../ledger/index.js';

/** Whose operation keys a party publishes: a household its home's, an operator the community's, all others their own. */
export function keyOwnerOf({ role, homeId, keyHash }: Pick<Caller, 'role' | 'homeId' | 'keyHash'>): KeyOwner {
  if (homeId !== undefined) return homeId;
  return role === 'operator' ? COMMUNITY_OWNER : `party-${keyHash}`;
}
