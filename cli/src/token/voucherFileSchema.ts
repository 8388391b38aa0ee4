import { random16HexSchema, voucherRecordSchema } from '@acequia/protocol';
import { z } from 'zod';

/**
 * A voucher as it is handed over: whoever has it can redeem it, unless accounts are named. It is on the disk before its tokens leave the
 * issuer's account, so that no code is lost.
 */
export const voucherFileSchema = z.strictObject({
  version: z.literal(1),
  /** 16 random bytes; the ledger has a hash of them. */
  code: random16HexSchema,
  ...voucherRecordSchema.pick({ voucherId: true, amount: true, payees: true, expiresAt: true }).shape,
});
export type VoucherFile = z.infer<typeof voucherFileSchema>;
