import type { LedgerBlock } from '@acequia/protocol/fabric';
import type { BlockSource } from '../src/projector/BlockSource.js';

/** A source that gives these blocks, as they are when they are asked for, and then waits for its end. */
export function blocksOf(blocks: readonly LedgerBlock[]): BlockSource {
  return {
    async *blocks({ startBlock, signal }) {
      for (const block of blocks) {
        if (block.number >= startBlock) yield block;
      }
      await new Promise<void>((resolve) => {
        if (signal === undefined || signal.aborted) resolve();
        else {
          signal.addEventListener('abort', () => {
            resolve();
          });
        }
      });
    },
  };
}
