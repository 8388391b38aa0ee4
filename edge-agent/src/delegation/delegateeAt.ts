import type { Delegatee } from '../keys/EpochGuests.js';
import type { DelegationEntry } from './delegationEntry.js';

/** A span of ledger time, and the time that it is asked at. */
export interface AskedSpan {
  readonly start: number;
  readonly end: number;
  readonly now: number;
}

/**
 * Who gets the essential key of an epoch: the delegatee of a delegation of this home that the community has registered, that is
 * running, hands over intervals, and covers all of the epoch. Of two, which the community does not register, the first.
 */
export function delegateeAt(
  entries: readonly DelegationEntry[],
  { start, end, now }: AskedSpan,
): Delegatee | undefined {
  const [first] = entries
    .filter(({ role, state }) => role === 'delegator' && (state === 'registered' || state === 'active'))
    .filter(({ terms }) => terms.granularity === 'intervals')
    .filter(({ terms }) => terms.start <= start && end <= terms.end && now < terms.end)
    .sort(byRegistration);
  if (first?.publicKey === undefined) return undefined;
  return { delegationId: first.delegationId, homeId: first.terms.delegatee, publicKey: first.publicKey };
}

function byRegistration(a: DelegationEntry, b: DelegationEntry): number {
  const difference = (a.registeredAt ?? 0) - (b.registeredAt ?? 0);
  return difference === 0 ? (a.delegationId < b.delegationId ? -1 : 1) : difference;
}
