import type { FabricClient } from '@acequia/protocol/fabric';

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
  for await (const { number, transactions } of client.blocks({ startBlock: 0 })) {
    for (const { key, value, isDelete } of transactions.flatMap(({ writes }) => writes)) {
      if (isDelete || value === undefined) world.delete(key.raw);
      else world.set(key.raw, value);
    }
    onBlock(world, number);
    if (number >= last) break;
  }
  return world;
}
