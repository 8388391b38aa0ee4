import { common } from '@hyperledger/fabric-protos';

/**
 * Number of the channel's newest config block as of this block, from its metadata (protoutil/blockutils.go,
 * GetLastConfigIndexFromBlock). A block without any, such as block 0 as it is made, is before every other one.
 */
export function lastConfigIndex(block: common.Block): number {
  const slots = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const signatures = valueOf(slots[common.BlockMetadataIndex.SIGNATURES]);
  if (signatures.length > 0)
    return common.OrdererBlockMetadata.deserializeBinary(signatures).getLastConfig()?.getIndex() ?? 0;
  return common.LastConfig.deserializeBinary(
    valueOf(slots[common.BlockMetadataIndex.LAST_CONFIG]),
  ).getIndex();
}

function valueOf(slot: Uint8Array | undefined): Uint8Array {
  return common.Metadata.deserializeBinary(slot ?? new Uint8Array()).getValue_asU8();
}
