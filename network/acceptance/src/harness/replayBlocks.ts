import type { FabricClient } from '@acequia/protocol/fabric';
import { applyBlock } from './applyBlock.js';

/** World state as blocks make it: values by raw key. */
export type World = ReadonlyMap<string, Uint8Array>;

/**
 * Replays the public writes of every block that a peer has, from block 0: what any auditor can do for itself.
 *
 * @param onBlock told the state after each block, to hold it against what must always be true; the map is changed later on.
 * @returns the state after the newest block.
 */
export async function replayBlocks(
  client: FabricClient,
  onBlock: (world: World, block: number) => void = () => undefined,
): Promise<World> {
  const last = (await client.height()) - 1;
  const world = new Map<string, Uint8Array>();
  for await (const block of client.blocks({ startBlock: 0 })) {
    applyBlock(world, block);
    onBlock(world, block.number);
    if (block.number >= last) break;
  }
  return world;
}
