import type { RecordType } from '@acequia/protocol';
import { LedgerError } from './LedgerError.js';
import type { RecordKey } from './RecordKey.js';

/**
 * The key of a record in world state or a collection, in Fabric's composite form.
 *
 * @throws LedgerError RECORD_INVALID unless every attribute of the type is given and none is empty or holds U+0000.
 */
export function compositeKey(type: RecordType, key: RecordKey): string {
  if (key.length !== type.attributes.length || key.some((part) => part === '' || part.includes('\0'))) {
    throw new LedgerError('RECORD_INVALID', `a key of ${type.type} must be ${type.attributes.join(', ')}`);
  }
  return `\0${[type.type, ...key].join('\0')}\0`;
}
