import { common } from '@hyperledger/fabric-protos';
import { validationCodeName } from '../harness/validationCodeName.js';
import type { CaseNetwork } from './CaseNetwork.js';
import { height } from './height.js';

/** The block that the community's peer commits next; `codes` waits for it and gives its transactions' validation codes. */
export async function nextBlock(on: CaseNetwork): Promise<{ codes(): Promise<string[]> }> {
  const number = await height(on);
  return {
    codes: async () => {
      // Whole blocks: what is no transaction cannot be told of in a filtered one.
      const blocks = await on.client().network.getBlockEvents({ startBlock: BigInt(number) });
      try {
        for await (const block of blocks) return codesOf(block);
        throw new Error('the stream of blocks ended');
      } finally {
        blocks.close();
      }
    },
  };
}

function codesOf(block: common.Block): string[] {
  const flags = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  return [...(flags ?? [])].map(validationCodeName);
}
