import { CodedError, type DelegationTerms } from '@acequia/protocol';
import type { DelegationEntry } from './delegationEntry.js';

const TAKEN: ReadonlySet<string> = new Set(['accepted', 'registered', 'active', 'cancelling']);

/**
 * No chains, and one delegatee at a time. The community holds homes to it; here it spares them the asking.
 *
 * @param role what this home would be in the delegation.
 * @throws CodedError DELEGATION_CHAIN, DELEGATION_OVERLAP.
 */
export function refuseOverlap(
  entries: readonly DelegationEntry[],
  role: DelegationEntry['role'],
  { delegationId, start, end }: Pick<DelegationTerms, 'delegationId' | 'start' | 'end'>,
): void {
  const meanwhile = entries.filter(
    (entry) =>
      entry.delegationId !== delegationId &&
      TAKEN.has(entry.state) &&
      entry.terms.start < end &&
      start < entry.terms.end,
  );
  if (meanwhile.some((entry) => entry.role !== role)) {
    const text =
      role === 'delegator'
        ? 'this home watches for another then, and what it watches cannot be handed on'
        : 'this home has handed its own monitoring over then, and cannot take another’s';
    throw new CodedError('DELEGATION_CHAIN', text);
  }
  if (role === 'delegator' && meanwhile.length > 0) {
    throw new CodedError('DELEGATION_OVERLAP', 'this home is delegated to somebody then already');
  }
}
