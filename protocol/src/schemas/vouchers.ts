import { z } from 'zod';
import {
  accountIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';
import { foldSchema } from './token.js';

/** Tokens that have left the issuer's account, for whoever knows the code and may redeem it. */
export const voucherRecordSchema = z.strictObject({
  voucherId: random16HexSchema,
  issuer: accountIdSchema,
  /** `voucherCodeHash` of a code of 16 random bytes. */
  codeHash: sha256HexSchema,
  amount: positiveAmountSchema,
  /** Accounts that may redeem; any enrolled party's account where there are none. */
  payees: z.array(accountIdSchema).max(20),
  /** From then on nobody redeems, and the issuer can take it back. */
  expiresAt: timestampSchema,
});
export type VoucherRecord = z.infer<typeof voucherRecordSchema>;
export const issueVoucherRequestSchema = voucherRecordSchema.extend({
  requestId: requestIdSchema,
  fold: foldSchema,
});
/** The code is public once this is sent: who fears a race names payees. */
export const redeemVoucherRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  voucherId: random16HexSchema,
  code: random16HexSchema,
  to: accountIdSchema,
});
export const reclaimVoucherRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  voucherId: random16HexSchema,
});
export const voucherOutcomeSchema = z.strictObject({ outcome: z.enum(['redeemed', 'reclaimed']) });
export const voucherRequestSchema = z.strictObject({ voucherId: random16HexSchema });
export const voucherViewSchema = voucherRecordSchema.extend({ settlement: voucherOutcomeSchema.optional() });
