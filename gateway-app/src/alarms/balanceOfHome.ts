import { accountIdSchema, amountSchema, toAmount } from '@acequia/protocol';
import { z } from 'zod';
import type { ReadModel } from '../readModel/ReadModel.js';

const accountSchema = z.strictObject({ accountId: accountIdSchema });
const amountRowSchema = z.strictObject({ amount: amountSchema });

/** A home's token accounts: those whose owner is one of its households, by id. */
export function accountsOfHome({ database }: ReadModel, homeId: string): string[] {
  return database
    .all(
      accountSchema,
      `SELECT r.key AS accountId FROM tokenRecords r
        JOIN parties p ON p.mspId = json_extract(r.document, '$.ownerMspId')
          AND p.keyHash = json_extract(r.document, '$.ownerKeyHash')
        WHERE r.type = 'account' AND p.role = 'household' AND p.homeId = ? ORDER BY r.key`,
      homeId,
    )
    .map(({ accountId }) => accountId);
}

/** What a home can spend: its accounts' balances and the credits that it has not folded in, tokens in minor units. */
export function balanceOfHome(model: ReadModel, homeId: string): bigint {
  return accountsOfHome(model, homeId)
    .flatMap((accountId) =>
      model.database.all(
        amountRowSchema,
        `SELECT json_extract(document, '$.amount') AS amount FROM tokenRecords
          WHERE (type = 'balance' AND key = ?) OR (type = 'credit' AND key LIKE ? || '/%')`,
        accountId,
        accountId,
      ),
    )
    .reduce((sum, { amount }) => sum + toAmount(amount), 0n);
}
