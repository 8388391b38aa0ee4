import { homeIdSchema, positiveAmountSchema, sha256HexSchema, TRADERS_MSP } from '@acequia/protocol';
import { z } from 'zod';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { Place } from './CommunityBook.js';

const creditSchema = z.strictObject({
  creditId: z.string(),
  amount: positiveAmountSchema,
  block: z.int(),
  position: z.int(),
  homeId: homeIdSchema.optional(),
  traderKeyHash: sha256HexSchema.optional(),
});
/** Tokens that an account was given. */
export type Credit = z.infer<typeof creditSchema>;

/**
 * What an account was given behind a place in the ledger, folded in since or not; with the home whose household transferred
 * it, or the key of the pseudonym, where one did.
 */
export function creditsBehind(
  { database }: ReadModel,
  accountId: string,
  { block, position }: Place,
): Credit[] {
  return database.all(
    creditSchema,
    `SELECT c.creditId, c.amount, c.block, c.position, p.homeId,
        CASE WHEN t.mspId = ? AND t.function = 'token:transfer' THEN t.keyHash END AS traderKeyHash FROM credits c
      JOIN transactions t ON t.block = c.block AND t.position = c.position
      LEFT JOIN parties p ON p.mspId = t.mspId AND p.keyHash = t.keyHash AND t.function = 'token:transfer'
        AND p.role = 'household'
      WHERE c.accountId = ? AND (c.block, c.position) > (?, ?) ORDER BY c.block, c.position, c.creditId`,
    TRADERS_MSP,
    accountId,
    block,
    position,
  );
}
