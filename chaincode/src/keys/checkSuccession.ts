import type { Epoch } from '@acequia/protocol';
import { KeysError } from './KeysError.js';

/**
 * Whether an epoch follows the one before it.
 *
 * @param predecessor undefined before a home's first.
 * @returns whether it revokes its predecessor, because it starts before that one ends.
 * @throws KeysError EPOCH_GAP, EPOCH_OVERLAP.
 */
export function checkSuccession(
  { epoch, start }: Pick<Epoch, 'epoch' | 'start'>,
  predecessor: Pick<Epoch, 'epoch' | 'start' | 'end'> | undefined,
): boolean {
  const next = (predecessor?.epoch ?? 0) + 1;
  if (epoch !== next) throw new KeysError('EPOCH_GAP', `the home's next epoch is ${next}, not ${epoch}`);
  if (predecessor === undefined || start >= predecessor.end) return false;
  if (start < predecessor.start) {
    throw new KeysError('EPOCH_OVERLAP', `epoch ${epoch} starts before its predecessor does`);
  }
  return true;
}
