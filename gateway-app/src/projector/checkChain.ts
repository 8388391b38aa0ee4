import { CodedError } from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import type { BlockRow } from '../readModel/queries/LedgerQueries.js';

/**
 * Checks that a block follows the last one that was projected.
 *
 * @throws CodedError BLOCK_MISSING when one was left out, BLOCK_CHAIN_BROKEN when it does not name its predecessor's hash.
 */
export function checkChain(last: BlockRow | undefined, block: LedgerBlock): void {
  const expected = last === undefined ? 0 : last.number + 1;
  if (block.number !== expected) {
    throw new CodedError('BLOCK_MISSING', `block ${block.number} came where block ${expected} was expected`);
  }
  if (last !== undefined && block.previousHash !== last.hash) {
    throw new CodedError('BLOCK_CHAIN_BROKEN', `block ${block.number} does not follow block ${last.number}`);
  }
}
