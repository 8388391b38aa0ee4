import type { StateUpdate } from '../ledger/StateUpdate.js';
import type { BlockUpdates } from './BlockUpdates.js';
import { keyBytes } from './keyBytes.js';

/** A block's updates as the ledger takes them. */
export function stateUpdatesOf(updates: BlockUpdates): readonly StateUpdate[] {
  return [...updates.spaces()].flatMap(({ place, states }) =>
    [...states].map(([id, { entry }]) => ({ space: place.space, key: keyBytes(id), entry })),
  );
}
