import { canonicalJson, InputError, parseWith, type JsonValue, type RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import { LedgerError } from './LedgerError.js';

/**
 * A record as it is stored: canonical JSON in UTF-8.
 *
 * @throws LedgerError RECORD_INVALID when the value breaks its schema; the text names rules, never values.
 */
export function encodeRecord<V extends z.ZodType>(type: RecordType<V>, value: z.output<V>): Buffer {
  try {
    return Buffer.from(canonicalJson(parseWith(type.schema, value) as JsonValue), 'utf8');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new LedgerError('RECORD_INVALID', `a record of ${type.type} would be wrong: ${error.text}`);
  }
}
