import { COMMUNITY_OWNER, type KeyOwner, type PartyRecord } from '@acequia/protocol';

/** Whether a registered party may write on the auxiliary channel in the name of a home or the community. */
export function maySpeakFor({ role, homeId, status, keyHash }: PartyRecord, from: KeyOwner): boolean {
  if (status !== 'active') return false;
  if (from === COMMUNITY_OWNER) return role === 'operator';
  if (from.startsWith('party-')) return from === `party-${keyHash}`;
  return role === 'household' && homeId === from;
}
