import type { common, peer } from '@hyperledger/fabric-protos';
import type { SignedData } from '../policies/SignedData.js';

/** What one of the Deliver service's methods sends of a block. */
export type BlockResponse = (block: common.Block, signed: SignedData) => peer.DeliverResponse;
