import { InputError, parseJsonWith, type RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import { LedgerError } from './LedgerError.js';

/**
 * Reads a stored record.
 *
 * @returns undefined for the empty bytes that Fabric gives where there is no record.
 * @throws LedgerError RECORD_INVALID when what is stored breaks its schema; the text names rules, never values.
 */
export function decodeRecord<V extends z.ZodType>(
  type: RecordType<V>,
  bytes: Uint8Array,
): z.output<V> | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return parseJsonWith(type.schema, Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new LedgerError('RECORD_INVALID', `the stored record of ${type.type} is wrong: ${error.text}`);
  }
}
