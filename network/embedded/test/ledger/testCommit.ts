import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { blockDataHash } from '../../src/blocks/blockDataHash.js';
import type { BlockCommit } from '../../src/ledger/BlockCommit.js';

/** What of a block matters to a test: its transactions by id, and what they change. */
export type TestContent = Partial<Omit<BlockCommit, 'block' | 'transactions'>> & {
  readonly txIds?: readonly string[];
  readonly codes?: readonly number[];
};

/** The next block of a chain, with envelopes whose channel headers have the ids and times (seconds: the block's number). */
export function testCommit(
  chain: { readonly height: number; readonly lastHash: Uint8Array },
  content: TestContent,
): BlockCommit {
  const { txIds = [], codes = [], ...changes } = content;
  const data = new common.BlockData();
  data.setDataList(txIds.map((txId, index) => envelope(txId, chain.height, index)));
  const header = new common.BlockHeader();
  header.setNumber(chain.height);
  header.setPreviousHash(chain.lastHash);
  header.setDataHash(blockDataHash(data));
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([
    new Uint8Array(),
    new Uint8Array(),
    Uint8Array.from(txIds, (_, index) => codes[index] ?? 0),
  ]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return {
    block,
    transactions: txIds.map((txId, index) => ({ index, txId, code: codes[index] ?? 0 })),
    updates: [],
    history: [],
    privateWrites: [],
    expiries: [],
    purges: [],
    ...changes,
  };
}

function envelope(txId: string, seconds: number, nanos: number): Uint8Array {
  const timestamp = new timestamps.Timestamp();
  timestamp.setSeconds(seconds);
  timestamp.setNanos(nanos);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setTxId(txId);
  channelHeader.setTimestamp(timestamp);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(createHash('sha256').update(txId).digest());
  const message = new common.Envelope();
  message.setPayload(payload.serializeBinary());
  return message.serializeBinary();
}
