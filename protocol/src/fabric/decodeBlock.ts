import { common, type ledger } from '@hyperledger/fabric-protos';
import { blockHeaderHash } from './blockHeaderHash.js';
import { decodeTransaction } from './decodeTransaction.js';
import type { LedgerBlock } from './LedgerBlock.js';
import { validationCodeName } from './validationCodeName.js';

/** Private write sets by the transaction's position in the block, as peer.BlockAndPrivateData carries them. */
interface PrivateSets {
  get(index: number): ledger.rwset.TxPvtReadWriteSet | undefined;
}

/**
 * Decodes a block of common.Block.
 *
 * @throws CodedError BLOCK_UNREADABLE when a valid transaction of it cannot be read.
 */
export function decodeBlock(block: common.Block, privateSets?: PrivateSets): LedgerBlock {
  const header = block.getHeader() ?? new common.BlockHeader();
  const number = header.getNumber();
  const previousHash = header.getPreviousHash_asU8();
  const dataHash = header.getDataHash_asU8();
  const filter = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return {
    number,
    previousHash: hex(previousHash),
    dataHash: hex(dataHash),
    hash: blockHeaderHash(number, previousHash, dataHash),
    transactions: envelopes.map((envelope, index) =>
      decodeTransaction({
        index,
        envelope,
        validationCode: validationCodeName(filter?.[index] ?? UNKNOWN_VALIDITY),
        privateSet: privateSets?.get(index),
      }),
    ),
  };
}

/** A peer fills the filter in for every transaction; without it nothing may be taken for valid. */
const UNKNOWN_VALIDITY = 254;

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
