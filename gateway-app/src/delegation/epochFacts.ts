import { z } from 'zod';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { EpochFact } from './countsForFee.js';

const factSchema = z.strictObject({
  epoch: z.int(),
  start: z.int(),
  end: z.int(),
  revokedAt: z.int().optional(),
});

/** A home's epochs on the ledger from one number to another. */
export function epochFacts({ database }: ReadModel, homeId: string, from: number, to: number): EpochFact[] {
  return database.all(
    factSchema,
    'SELECT epoch, start, "end", revokedAt FROM epochs WHERE homeId = ? AND epoch >= ? AND epoch <= ? ORDER BY epoch',
    homeId,
    from,
    to,
  );
}
