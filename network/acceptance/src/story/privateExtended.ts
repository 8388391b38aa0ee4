import type { Member } from '../harness/Member.js';

/** The sequences of a device's windows whose extended dataset a member still gets out of the blocks, from block 0 on. */
export async function privateExtended({ client }: Member, deviceId: string): Promise<number[]> {
  const height = await client.height();
  const found: number[] = [];
  for await (const { number, transactions } of client.blocks({ startBlock: 0, withPrivateData: true })) {
    const writes = transactions.flatMap(({ collections }) =>
      collections.flatMap((collection) => (collection.writes === 'notAvailable' ? [] : collection.writes)),
    );
    for (const { key, isDelete } of writes) {
      const isDataset = key.type === 'extended' && key.attributes[0] === deviceId && !isDelete;
      if (isDataset) found.push(Number(key.attributes[1]));
    }
    if (number + 1 >= height) break;
  }
  return found;
}
