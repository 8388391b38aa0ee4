import { z } from 'zod';
import type { ReadModel } from '../readModel/ReadModel.js';

const countSchema = z.strictObject({ count: z.int() });

/** Whether an X25519 key (base64) is, or was, somebody's operation key. */
export function isOperationKey({ database }: ReadModel, publicKey: string): boolean {
  const sql = 'SELECT count(*) AS count FROM operationKeys WHERE publicKey = ?';
  return (database.get(countSchema, sql, publicKey)?.count ?? 0) > 0;
}
