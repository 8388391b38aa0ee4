import { common } from '@hyperledger/fabric-protos';
import { blockDataHash } from '../blocks/blockDataHash.js';
import { blockHeaderBytes } from '../blocks/blockHeaderBytes.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Ledger } from '../ledger/Ledger.js';
import { PolicyError } from '../policies/PolicyError.js';
import type { SignedData } from '../policies/SignedData.js';
import { BlockError } from './BlockError.js';
import { decoded } from './decoded.js';

const BLOCK_VALIDATION = '/Channel/Orderer/BlockValidation';

/**
 * Checks that a block follows the ledger's newest one and is signed as the channel demands. As Fabric's
 * internal/peer/gossip/mcs.go, protoutil.BlockSignatureVerifier and its block store.
 *
 * @throws BlockError
 */
export function verifyBlock(
  block: common.Block,
  ledger: Pick<Ledger, 'height' | 'lastHash'>,
  bundle: ChannelBundle,
): void {
  const header = block.getHeader();
  const data = block.getData();
  const { channel } = bundle;
  if (header === undefined || data === undefined) {
    throw new BlockError(`Invalid Block on channel [${channel}]. Header must be different from nil.`);
  }
  const number = header.getNumber();
  if (number !== ledger.height) {
    throw new BlockError(
      `Claimed seqNum is [${ledger.height}] but actual seqNum inside block is [${number}]`,
    );
  }
  const previous = header.getPreviousHash_asU8();
  if (Buffer.compare(previous, ledger.lastHash) !== 0) {
    const expected = Buffer.from(ledger.lastHash).toString('hex');
    const given = Buffer.from(previous).toString('hex');
    throw new BlockError(
      `unexpected Previous block hash. Expected PreviousHash = [${expected}], PreviousHash referred in the latest block= [${given}]`,
    );
  }
  if (Buffer.compare(blockDataHash(data), header.getDataHash_asU8()) !== 0) {
    throw new BlockError(
      `Header.DataHash is different from Hash(block.Data) for block with id [${number}] on channel [${channel}]`,
    );
  }
  verifySignatures(header, block.getMetadata(), bundle);
}

function verifySignatures(
  header: common.BlockHeader,
  metadata: common.BlockMetadata | undefined,
  bundle: ChannelBundle,
): void {
  const policy = bundle.policies.policy(BLOCK_VALIDATION);
  if (policy === undefined) throw new BlockError(`could not find policy ${BLOCK_VALIDATION}`);
  const slot = metadata?.getMetadataList_asU8()[common.BlockMetadataIndex.SIGNATURES];
  if (slot === undefined) throw new BlockError('no signatures in block metadata');
  const signatures = decoded(common.Metadata, slot);
  if (signatures === undefined) throw new BlockError('error unmarshalling signatures from metadata');
  try {
    policy.evaluateSignedData(signedDataOf(header, signatures));
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new BlockError(error.message, { cause: error });
  }
}

function signedDataOf(header: common.BlockHeader, metadata: common.Metadata): readonly SignedData[] {
  const headerBytes = blockHeaderBytes(header);
  return metadata.getSignaturesList().map((signature) => {
    const signatureHeader = decoded(common.SignatureHeader, signature.getSignatureHeader_asU8());
    if (signatureHeader === undefined) {
      throw new BlockError(`failed unmarshalling signature header for block ${header.getNumber()}`);
    }
    return {
      data: Buffer.concat([metadata.getValue_asU8(), signature.getSignatureHeader_asU8(), headerBytes]),
      identity: signatureHeader.getCreator_asU8(),
      signature: signature.getSignature_asU8(),
    };
  });
}
