import type { DelegationTerms } from '@acequia/protocol';
import { escrowOf } from './escrowOf.js';

/** What a delegation is judged by. */
export interface RegistrationGrounds {
  /** Ledger seconds. */
  readonly now: number;
  /** Terms of the delegations that are registered and have not ended. */
  readonly registered: readonly DelegationTerms[];
  /** What the delegator has on account, minor units. */
  readonly balance: bigint;
  readonly isActive: (homeId: string) => boolean;
  /** Whether a key served before: every delegation has one of its own. */
  readonly isKeyUsed: boolean;
}

type Rule = (terms: DelegationTerms, grounds: RegistrationGrounds) => boolean;

/** Codes in the order in which they are looked at, and when each applies. */
const RULES: readonly (readonly [string, Rule])[] = [
  ['DELEGATION_SELF', ({ delegator, delegatee }) => delegator === delegatee],
  ['DELEGATION_PAST', ({ end }, { now }) => end <= now],
  ['HOME_INACTIVE', ({ delegator, delegatee }, { isActive }) => !isActive(delegator) || !isActive(delegatee)],
  ['KEY_REUSED', (_, { isKeyUsed }) => isKeyUsed],
  [
    'DELEGATION_OVERLAP',
    (terms, { registered }) =>
      overlapping(terms, registered).some((other) => other.delegator === terms.delegator),
  ],
  [
    'DELEGATION_CHAIN',
    (terms, { registered }) => overlapping(terms, registered).some((other) => isChained(terms, other)),
  ],
  ['ESCROW_INSUFFICIENT', (terms, { balance }) => escrowOf(terms) > balance],
];

/**
 * Why a delegation that both have accepted cannot be registered (paper 000 §4.2); undefined when it can. A home has one
 * delegatee at a time, and who has handed its monitoring over takes no other's meanwhile, nor the other way about.
 */
export function judgeRegistration(terms: DelegationTerms, grounds: RegistrationGrounds): string | undefined {
  return RULES.find(([, applies]) => applies(terms, grounds))?.[0];
}

function overlapping(terms: DelegationTerms, others: readonly DelegationTerms[]): DelegationTerms[] {
  return others.filter(({ start, end }) => start < terms.end && terms.start < end);
}

function isChained(one: DelegationTerms, other: DelegationTerms): boolean {
  return one.delegator === other.delegatee || one.delegatee === other.delegator;
}
