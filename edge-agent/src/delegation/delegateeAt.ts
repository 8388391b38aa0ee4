import type { DelegationState } from '../control/controlSchemas.js';
import type { Delegatee } from '../keys/EpochGuests.js';
import type { DelegationEntry } from './delegationEntry.js';

/** Also when it is over by itself: what was measured until then and comes late is still the delegatee's. */
const ENTITLED: ReadonlySet<DelegationState> = new Set(['registered', 'active', 'expired', 'settled']);

/**
 * Who may read the essential data of a span of ledger time: the delegatee of a delegation of this home that the community has
 * registered, that nobody cancelled, that hands over intervals and covers all of the span. Of two, which the community does
 * not register, the first.
 */
export function delegateeAt(
  entries: readonly DelegationEntry[],
  { start, end }: { readonly start: number; readonly end: number },
): Delegatee | undefined {
  const [first] = entries
    .filter(({ role, terms }) => role === 'delegator' && terms.granularity === 'intervals')
    .filter(({ terms }) => terms.start <= start && end <= terms.end)
    .filter(({ state, registeredAt, cancelledAt }) => {
      return ENTITLED.has(state) && registeredAt !== undefined && cancelledAt === undefined;
    })
    .sort(byRegistration);
  if (first?.publicKey === undefined) return undefined;
  return { delegationId: first.delegationId, homeId: first.terms.delegatee, publicKey: first.publicKey };
}

function byRegistration(a: DelegationEntry, b: DelegationEntry): number {
  const difference = (a.registeredAt ?? 0) - (b.registeredAt ?? 0);
  return difference === 0 ? (a.delegationId < b.delegationId ? -1 : 1) : difference;
}
