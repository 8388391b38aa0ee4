import { epochNotesSchema, parseJsonWith, type EpochNotes } from '@acequia/protocol';
import { z } from 'zod';
import type { ReadModel } from '../readModel/ReadModel.js';

const rowSchema = z.strictObject({ homeId: z.string(), block: z.int(), notes: z.string() });
const blockSchema = z.strictObject({ block: z.int().optional() });

/** What a home told the community with an epoch. */
export interface HomeNotes {
  readonly homeId: string;
  readonly notes: EpochNotes;
}

/** Notes behind a block in the order of the ledger, and up to where all that there are have been given. */
export interface NotesPage {
  readonly notes: readonly HomeNotes[];
  readonly upTo: number;
}

/** Homes' notes of epochs that came behind a block; those before epochs whose keys are waited for come again. */
export function notesBehind({ database }: ReadModel, block: number): NotesPage {
  const rows = database.all(
    rowSchema,
    'SELECT homeId, block, notes FROM epochs WHERE notes IS NOT NULL AND block > ? ORDER BY block, position, homeId, epoch',
    block,
  );
  const waiting = database.get(
    blockSchema,
    'SELECT min(block) AS block FROM epochs WHERE notes IS NULL AND notesFault IS NULL',
  )?.block;
  const last = rows.at(-1)?.block ?? block;
  return {
    notes: rows.map(({ homeId, notes }) => ({ homeId, notes: parseJsonWith(epochNotesSchema, notes) })),
    upTo: Math.max(block, Math.min(last, (waiting ?? Number.MAX_SAFE_INTEGER) - 1)),
  };
}
