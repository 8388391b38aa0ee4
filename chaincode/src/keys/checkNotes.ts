import { CodedError, parseRecord, type Epoch } from '@acequia/protocol';
import { KeysError } from './KeysError.js';

/**
 * Whether an epoch's notes are a sealed record of that home and epoch; what they say the community alone can read.
 *
 * @throws KeysError EPOCH_NOTES_INVALID.
 */
export function checkNotes(homeId: string, { epoch, notes }: Pick<Epoch, 'epoch' | 'notes'>): void {
  let isThese: boolean;
  try {
    const { header } = parseRecord(Buffer.from(notes, 'base64'));
    isThese = header.dataset === 'audit' && header.homeId === homeId && header.epoch === epoch;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    isThese = false;
  }
  if (isThese) return;
  throw new KeysError('EPOCH_NOTES_INVALID', `the notes of epoch ${epoch} are no sealed record of it`);
}
