import { parseJsonWith } from '@acequia/protocol';
import type { z } from 'zod';
import { LedgerError } from './LedgerError.js';

/**
 * Reads a transaction's private inputs.
 *
 * @throws LedgerError TRANSIENT_MISSING, TRANSIENT_UNEXPECTED; InputError INPUT_INVALID, which never repeats a value.
 */
export function parseTransient(
  schemas: Readonly<Record<string, z.ZodType>>,
  transient: ReadonlyMap<string, Uint8Array>,
): Record<string, unknown> {
  const names = Object.keys(schemas);
  if ([...transient.keys()].some((name) => !names.includes(name))) {
    throw new LedgerError('TRANSIENT_UNEXPECTED', `private inputs may be: ${names.join(', ') || 'none'}`);
  }
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const bytes = transient.get(name);
      if (bytes === undefined)
        throw new LedgerError('TRANSIENT_MISSING', `the private input ${name} is missing`);
      return [name, parseJsonWith(schema, Buffer.from(bytes).toString('utf8'))];
    }),
  );
}
