import type { LedgerBlock } from '@acequia/protocol/fabric';

/** Puts a block's public writes into a world state, by raw key. */
export function applyBlock(world: Map<string, Uint8Array>, { transactions }: LedgerBlock): void {
  for (const { key, value, isDelete } of transactions.flatMap(({ writes }) => writes)) {
    if (isDelete || value === undefined) world.delete(key.raw);
    else world.set(key.raw, value);
  }
}
