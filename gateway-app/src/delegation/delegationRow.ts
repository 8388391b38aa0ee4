import {
  delegationIdSchema,
  delegationTermsSchema,
  parseJsonWith,
  timestampSchema,
  type DelegationTerms,
} from '@acequia/protocol';
import { z } from 'zod';

/** A delegation as it lies in the book's table. */
export const delegationRowSchema = z.strictObject({
  delegationId: delegationIdSchema,
  terms: z.string(),
  termsHash: z.string(),
  publicKey: z.string(),
  /** `asked` until both have agreed and it was judged; `ended` until it is settled. */
  state: z.enum(['asked', 'refused', 'registered', 'ended', 'settled']),
  /** When the delegator asked for it, ledger seconds. */
  askedAt: timestampSchema,
  /** Tokens set aside, minor units. */
  escrow: z.string(),
  /** From when on nothing is handed over any more, ledger seconds. */
  endedAt: timestampSchema.optional(),
  outcome: z.enum(['cancelled', 'expired']).optional(),
});

/** A delegation in the community's book. */
export interface Delegation extends Omit<z.infer<typeof delegationRowSchema>, 'terms'> {
  readonly terms: DelegationTerms;
}

export function toDelegation(row: z.infer<typeof delegationRowSchema>): Delegation {
  return { ...row, terms: parseJsonWith(delegationTermsSchema, row.terms) };
}
