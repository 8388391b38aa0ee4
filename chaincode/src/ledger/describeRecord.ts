import type { RecordType } from '@acequia/protocol';
import type { RecordKey } from './RecordKey.js';

/** How a record is named in errors: its code stem, as in HOME_DEVICE, and words with its key, which is public. */
export function describeRecord(type: RecordType, key: RecordKey): { stem: string; words: string } {
  const words = type.type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return {
    stem: words.replaceAll(' ', '_').toUpperCase(),
    words: [`the ${words}`, ...key].join(' '),
  };
}
