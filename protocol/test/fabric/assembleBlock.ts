import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';

/** A block as a peer delivers it: envelopes with their validation codes. */
export function assembleBlock(
  number: number,
  previousHash: string,
  entries: readonly { envelope: Uint8Array; validationCode: number }[],
): common.Block {
  const data = new common.BlockData();
  data.setDataList(entries.map(({ envelope }) => envelope));
  const header = new common.BlockHeader();
  header.setNumber(number);
  header.setPreviousHash(Buffer.from(previousHash, 'hex'));
  const hash = createHash('sha256');
  for (const { envelope } of entries) hash.update(envelope);
  header.setDataHash(hash.digest());
  const metadata = new common.BlockMetadata();
  const filter = Buffer.from(entries.map(({ validationCode }) => validationCode));
  metadata.setMetadataList([new Uint8Array(), new Uint8Array(), filter, new Uint8Array(), new Uint8Array()]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return block;
}
