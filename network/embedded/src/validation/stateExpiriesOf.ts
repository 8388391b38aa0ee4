import type { Definitions } from '../definitions/Definitions.js';
import type { StateExpiry } from '../ledger/BlockCommit.js';
import type { BlockUpdates } from './BlockUpdates.js';
import { expiringBlock } from './expiringBlock.js';
import { textKey } from '../ledger/textKey.js';

/** When what a block writes to collections with a block-to-live goes again (Fabric: pvtstatepurgemgmt). */
export function stateExpiriesOf(
  updates: BlockUpdates,
  definitions: Definitions,
  block: number,
): readonly StateExpiry[] {
  return [...updates.spaces()].flatMap(({ place, states }) => {
    const { space, namespace, collection } = place;
    const atBlock = collection === '' ? undefined : expiringBlock(definitions, namespace, collection, block);
    if (atBlock === undefined) return [];
    return [...states].flatMap(([id, { entry, version }]) =>
      entry === undefined ? [] : [{ atBlock, space, key: textKey(id), version }],
    );
  });
}
