import type { StateUpdate } from '../ledger/StateUpdate.js';
import type { BlockUpdates } from './BlockUpdates.js';
import { textKey } from '../ledger/textKey.js';

/** A block's updates as the ledger takes them. */
export function stateUpdatesOf(updates: BlockUpdates): readonly StateUpdate[] {
  return [...updates.spaces()].flatMap(({ place, states }) =>
    [...states].map(([id, { entry }]) => ({ space: place.space, key: textKey(id), entry })),
  );
}
