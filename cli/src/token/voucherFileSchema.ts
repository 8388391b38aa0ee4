import { accountIdSchema, positiveAmountSchema, random16HexSchema, timestampSchema } from '@acequia/protocol';
import { z } from 'zod';

/**
 * A voucher as it is handed over: whoever has it can redeem it, unless accounts are named. It is on the disk before its tokens leave the
 * issuer's account, so that no code is lost.
 */
export const voucherFileSchema = z.strictObject({
  version: z.literal(1),
  voucherId: random16HexSchema,
  /** 16 random bytes; the ledger has a hash of them. */
  code: random16HexSchema,
  /** Tokens, minor units. */
  amount: positiveAmountSchema,
  /** Accounts that may redeem; anybody's where there are none. */
  payees: z.array(accountIdSchema).max(20),
  /** Ledger seconds. */
  expiresAt: timestampSchema,
});
export type VoucherFile = z.infer<typeof voucherFileSchema>;
