import { randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { blockHeaderBytes } from '../blocks/blockHeaderBytes.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';

const NONCE_BYTES = 24;
const { SIGNATURES, LAST_CONFIG, TRANSACTIONS_FILTER, ORDERER, COMMIT_HASH } = common.BlockMetadataIndex;
const SLOTS = [SIGNATURES, LAST_CONFIG, TRANSACTIONS_FILTER, ORDERER, COMMIT_HASH];

/**
 * Gives a block its metadata: the orderer's signature over header and last configuration block, that block's number, and
 * empty slots for what the peer adds. As Fabric's orderer/common/multichannel/blockwriter.go.
 *
 * @param lastConfig number of the newest block with a configuration
 */
export function signBlock(block: common.Block, identity: SigningIdentity, lastConfig: number): void {
  const slots = SLOTS.map((): Uint8Array => new Uint8Array());
  slots[SIGNATURES] = signatures(block, identity, lastConfig);
  slots[LAST_CONFIG] = metadata(lastConfigMessage(lastConfig).serializeBinary());
  const message = new common.BlockMetadata();
  message.setMetadataList(slots);
  block.setMetadata(message);
}

function signatures(block: common.Block, identity: SigningIdentity, lastConfig: number): Uint8Array {
  const signed = new common.OrdererBlockMetadata();
  signed.setLastConfig(lastConfigMessage(lastConfig));
  // Nothing is agreed upon with other orderers, so there is nothing to tell of it.
  signed.setConsenterMetadata(new common.Metadata().serializeBinary());
  const value = signed.serializeBinary();

  const header = new common.SignatureHeader();
  header.setCreator(identity.serialized);
  header.setNonce(randomBytes(NONCE_BYTES));
  const signature = new common.MetadataSignature();
  signature.setSignatureHeader(header.serializeBinary());
  const blockHeader = block.getHeader() ?? new common.BlockHeader();
  signature.setSignature(
    identity.sign(Buffer.concat([value, signature.getSignatureHeader_asU8(), blockHeaderBytes(blockHeader)])),
  );
  return metadata(value, signature);
}

function lastConfigMessage(index: number): common.LastConfig {
  const message = new common.LastConfig();
  message.setIndex(index);
  return message;
}

function metadata(value: Uint8Array, signature?: common.MetadataSignature): Uint8Array {
  const message = new common.Metadata();
  message.setValue(value);
  if (signature !== undefined) message.addSignatures(signature);
  return message.serializeBinary();
}
