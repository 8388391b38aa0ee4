import { z } from 'zod';
import {
  amountSchema,
  homeIdSchema,
  random16HexSchema,
  requestIdSchema,
  timestampSchema,
} from './primitives.js';

/** Private: the regular message of the community to one home. It is sent whether or not there is a warning in it. */
export const statementSchema = z.strictObject({
  version: z.literal(1),
  salt: random16HexSchema,
  homeId: homeIdSchema,
  statementId: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
  periodId: z.string(),
  at: timestampSchema,
  lines: z.array(
    z.strictObject({
      resource: z.enum(['energy', 'water']),
      use: z.int().min(0),
      quota: z.int().min(0),
      unit: z.enum(['Wh', 'L']),
      /** Of a home that produces: what it made, and what of that it delivered; the rest is taken off its use. */
      produced: z.int().min(0).exactOptional(),
      delivered: z.int().min(0).exactOptional(),
    }),
  ),
  warnings: z.array(
    z.strictObject({
      code: z.enum(['NEAR_LIMIT', 'OVER_QUOTA', 'DEVICE_SILENT', 'DATA_SUSPECT', 'WINDOW_REJECTED']),
      resource: z.enum(['energy', 'water']),
      /** Of NEAR_LIMIT and OVER_QUOTA: the share of the quota used, in per cent. */
      percent: z.int().min(0).max(1_000_000).optional(),
    }),
  ),
  /** The home's account with the community for delegation fees; absent while there was never anything on it. */
  service: z
    .strictObject({
      /** Tokens, minor units. */
      balance: amountSchema,
      /** Since the statement before. */
      movements: z.array(
        z.strictObject({
          kind: z.enum(['deposit', 'escrow', 'fee', 'funding', 'refund', 'return', 'withdrawal']),
          amount: amountSchema,
          delegationId: random16HexSchema.optional(),
          at: timestampSchema,
        }),
      ),
    })
    .optional(),
});
export type Statement = z.infer<typeof statementSchema>;
export const deliverStatementRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  homeId: homeIdSchema,
  statementId: statementSchema.shape.statementId,
});
export const statementRequestSchema = z.strictObject({
  homeId: homeIdSchema,
  statementId: statementSchema.shape.statementId,
});
