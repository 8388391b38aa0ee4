import type { FabricClient, LedgerWrite } from '@acequia/protocol/fabric';

/** What all blocks of the ledger so far have written, in order. */
export async function* publicWrites(client: FabricClient): AsyncGenerator<LedgerWrite, void, undefined> {
  const last = (await client.height()) - 1;
  for await (const { number, transactions } of client.blocks({ startBlock: 0 })) {
    for (const { writes } of transactions) yield* writes;
    if (number >= last) return;
  }
}
