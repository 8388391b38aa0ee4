import { common } from '@hyperledger/fabric-protos';
import type { CaseNetwork } from './CaseNetwork.js';

/** Blocks of the community's peer. */
export async function height(on: CaseNetwork): Promise<number> {
  const bytes = await on.client().contract('qscc').evaluateTransaction('GetChainInfo', on.channel);
  return common.BlockchainInfo.deserializeBinary(bytes).getHeight();
}
