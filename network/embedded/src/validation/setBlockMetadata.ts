import { common } from '@hyperledger/fabric-protos';

const SLOTS = 5;

/** Sets one of a block's metadata (`common.BlockMetadataIndex`); what is missing up to the last one becomes empty. */
export function setBlockMetadata(block: common.Block, index: number, value: Uint8Array): void {
  const metadata = block.getMetadata() ?? new common.BlockMetadata();
  const slots = metadata.getMetadataList_asU8();
  while (slots.length < SLOTS) slots.push(new Uint8Array());
  slots[index] = value;
  metadata.setMetadataList(slots);
  block.setMetadata(metadata);
}
