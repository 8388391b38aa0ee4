import { COMMUNITY_OWNER, type ChannelBody, type KeyOwner } from '@acequia/protocol';
import type { DelegationEntry } from './delegationEntry.js';
import type { DelegationEvent } from './DelegationEvent.js';

/** What a message means for a delegation, if its sender is one who may say so; undefined for all else. */
export function eventOfMessage(
  { role, terms }: DelegationEntry,
  from: KeyOwner,
  body: ChannelBody,
): DelegationEvent | undefined {
  const other = role === 'delegator' ? terms.delegatee : terms.delegator;
  if (from === COMMUNITY_OWNER) return ofCommunity(body);
  return from === other ? ofOther(role, body) : undefined;
}

function ofCommunity(body: ChannelBody): DelegationEvent | undefined {
  switch (body.type) {
    case 'registered':
      return { type: 'registered', termsHash: body.termsHash };
    case 'refused':
      return { type: 'refused', code: body.code };
    case 'settled': {
      const { outcome, epochs, paid, refunded } = body;
      return { type: 'settled', outcome, epochs, paid, refunded };
    }
    default:
      return undefined;
  }
}

function ofOther(role: DelegationEntry['role'], body: ChannelBody): DelegationEvent | undefined {
  if (body.type === 'cancel') return { type: 'cancel', by: 'other' };
  if (role === 'delegatee') return undefined;
  if (body.type === 'decline') return { type: 'decline', by: 'other' };
  if (body.type !== 'accept') return undefined;
  return { type: 'accepted', termsHash: body.termsHash, publicKey: body.publicKey };
}
