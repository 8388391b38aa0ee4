import { z } from 'zod';
import {
  accountIdSchema,
  amountSchema,
  mspIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';

/** Id of a credit: the id of the transaction that made it, and which of that transaction's credits it is. */
export const creditIdSchema = z.string().regex(/^[0-9a-f]{64}-[a-z]{1,10}$/);
/** Credits to the debited account that this transaction folds into its balance, by key (DESIGN §5, rule 3). */
const fold = z.array(creditIdSchema).max(200);

export const tokenRecordSchema = z.strictObject({
  name: z.string().min(1).max(40),
  symbol: z.string().regex(/^[A-Z]{2,8}$/),
  decimals: z.int().min(0).max(9),
});
export type TokenRecord = z.infer<typeof tokenRecordSchema>;
/** Publishes the community's token once; the whole initial supply is credited to the treasury account. */
export const publishTokenRequestSchema = tokenRecordSchema.extend({
  requestId: requestIdSchema,
  supply: positiveAmountSchema,
  treasury: accountIdSchema,
});

export const accountRecordSchema = z.strictObject({
  accountId: accountIdSchema,
  ownerMspId: mspIdSchema,
  ownerKeyHash: sha256HexSchema,
});
export type AccountRecord = z.infer<typeof accountRecordSchema>;
/** The caller opens an account of its own. */
export const openAccountRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  accountId: accountIdSchema,
});

export const balanceRecordSchema = z.strictObject({ amount: amountSchema });
export const creditRecordSchema = z.strictObject({ amount: positiveAmountSchema });

export const transferRequestSchema = z
  .strictObject({
    requestId: requestIdSchema,
    from: accountIdSchema,
    to: accountIdSchema,
    amount: positiveAmountSchema,
    fold,
  })
  .refine((transfer) => transfer.from !== transfer.to, 'from and to must differ');

export const holdRecordSchema = z.strictObject({
  holdId: random16HexSchema,
  from: accountIdSchema,
  to: accountIdSchema,
  amount: positiveAmountSchema,
  /** Until then only the payee can release; from then on the payer can. */
  expiresAt: timestampSchema,
});
export type HoldRecord = z.infer<typeof holdRecordSchema>;
/** Sets tokens aside for a payee, who captures them or lets them go. */
export const holdRequestSchema = holdRecordSchema
  .extend({ requestId: requestIdSchema, fold })
  .refine((hold) => hold.from !== hold.to, 'from and to must differ');
export const holdOutcomeSchema = z.strictObject({
  outcome: z.enum(['captured', 'released']),
  /** What the payee got; the rest went back. */
  captured: amountSchema,
});
export const releaseHoldRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  holdId: random16HexSchema,
});
export const captureHoldRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  holdId: random16HexSchema,
  amount: positiveAmountSchema,
});
export const holdQuerySchema = z.strictObject({ holdId: random16HexSchema });
export const holdViewSchema = holdRecordSchema.extend({ outcome: holdOutcomeSchema.optional() });

export const balanceRequestSchema = z.strictObject({ accountId: accountIdSchema });
/** What an account can spend: its balance and the credits that it has not folded yet. */
export const balanceViewSchema = z.strictObject({
  accountId: accountIdSchema,
  amount: amountSchema,
  folded: amountSchema,
  credits: z.array(z.strictObject({ creditId: creditIdSchema, amount: positiveAmountSchema })),
});
export type BalanceView = z.infer<typeof balanceViewSchema>;
