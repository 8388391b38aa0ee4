import { z } from 'zod';
import type { ReadModel } from './ReadModel.js';

const documentSchema = z.strictObject({ document: z.string() });

/** A record of the token as the ledger has it, canonical JSON. @param key its attributes with `/` between them. */
export function tokenDocument({ database }: ReadModel, type: string, key: string): string | undefined {
  const sql = 'SELECT document FROM tokenRecords WHERE type = ? AND key = ?';
  return database.get(documentSchema, sql, type, key)?.document;
}
