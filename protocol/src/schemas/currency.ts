import { z } from 'zod';
import {
  accountIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestIdSchema,
  timestampSchema,
} from './primitives.js';
import { foldSchema } from './token.js';

/** The bank's own number of a booking, never the remitter's text: it stands on the ledger for all to read. */
export const bankReferenceSchema = z
  .string()
  .regex(/^[A-Z0-9](?:[A-Z0-9-]{1,33})[A-Z0-9]$/, 'must be a bank reference such as 20160901-000123');

/** A booking at the bank, once: money that came in for an account, or was paid out to its owner. */
export const bankBookingSchema = z.strictObject({
  kind: z.enum(['deposit', 'payment']),
  accountId: accountIdSchema,
  amount: positiveAmountSchema,
});
export type BankBooking = z.infer<typeof bankBookingSchema>;
/** An operator tells that money for an account has come in at the bank. Amounts are in the currency's minor units. */
export const depositCurrencyRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  accountId: accountIdSchema,
  amount: positiveAmountSchema,
  reference: bankReferenceSchema,
});

/** Currency set aside until an operator has paid it out, or refuses to. */
export const withdrawalRecordSchema = z.strictObject({
  withdrawalId: random16HexSchema,
  accountId: accountIdSchema,
  amount: positiveAmountSchema,
  at: timestampSchema,
});
export type WithdrawalRecord = z.infer<typeof withdrawalRecordSchema>;
export const requestWithdrawalRequestSchema = withdrawalRecordSchema
  .omit({ at: true })
  .extend({ requestId: requestIdSchema, fold: foldSchema });

export const withdrawalOutcomeSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('paid'), reference: bankReferenceSchema }),
  z.strictObject({ outcome: z.literal('refused') }),
]);
export const settleWithdrawalRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  withdrawalId: random16HexSchema,
  settlement: withdrawalOutcomeSchema,
});
export const withdrawalRequestSchema = z.strictObject({ withdrawalId: random16HexSchema });
export const withdrawalViewSchema = withdrawalRecordSchema.extend({
  settlement: withdrawalOutcomeSchema.optional(),
});
