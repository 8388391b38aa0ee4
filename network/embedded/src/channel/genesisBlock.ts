import { createHash, randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { blockDataHash } from '../blocks/blockDataHash.js';
import { channelGroup } from './channelGroup.js';
import type { GenesisOptions } from './GenesisOptions.js';

/**
 * A channel's block 0: its configuration, signed by nobody, as configtxgen makes it (Fabric: common/genesis/genesis.go).
 *
 * @throws ChannelConfigError for a policy that is none or an organisation without MSP
 */
export function genesisBlock(options: GenesisOptions): common.Block {
  const data = new common.BlockData();
  data.setDataList([envelopeOf(options).serializeBinary()]);
  const header = new common.BlockHeader();
  header.setNumber(0);
  header.setDataHash(blockDataHash(data));
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadataOf());
  return block;
}

function envelopeOf(options: GenesisOptions): common.Envelope {
  const nonce = randomBytes(24);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeaderOf(options, nonce).serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const config = new common.Config();
  config.setChannelGroup(channelGroup(options));
  const configEnvelope = new common.ConfigEnvelope();
  configEnvelope.setConfig(config);
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(configEnvelope.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope;
}

function channelHeaderOf({ settings, now }: GenesisOptions, nonce: Uint8Array): common.ChannelHeader {
  const timestamp = new timestamps.Timestamp();
  timestamp.setSeconds(Math.floor(now.getTime() / 1000));
  const header = new common.ChannelHeader();
  header.setType(common.HeaderType.CONFIG);
  header.setVersion(1);
  header.setTimestamp(timestamp);
  header.setChannelId(settings.channel);
  header.setTxId(createHash('sha256').update(nonce).digest('hex'));
  return header;
}

function metadataOf(): common.BlockMetadata {
  const ordererMetadata = new common.OrdererBlockMetadata();
  ordererMetadata.setLastConfig(new common.LastConfig());
  const signatures = new common.Metadata();
  signatures.setValue(ordererMetadata.serializeBinary());
  const { SIGNATURES, LAST_CONFIG } = common.BlockMetadataIndex;
  const entries: Uint8Array[] = Object.values(common.BlockMetadataIndex).map(() => new Uint8Array());
  entries[SIGNATURES] = signatures.serializeBinary();
  entries[LAST_CONFIG] = new common.Metadata().serializeBinary();
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList(entries);
  return metadata;
}
