import { CodedError } from '@acequia/protocol';
import { ByteReader } from './ByteReader.js';
import { decompressSnappy } from './decompressSnappy.js';
import type { TableEntry } from './TableEntry.js';

const FOOTER = 48;
const MAGIC = Buffer.from('57fb808b247547db', 'hex');
/** Type byte and checksum after each block. */
const TRAILER = 5;

/**
 * Every entry of a LevelDB table file (`.ldb`, `.sst`), those included that were overwritten or deleted since and wait for
 * compaction: what a database no longer answers may still lie on its disk.
 *
 * @throws CodedError LEVELDB_TABLE_CORRUPT, SNAPPY_CORRUPT, BYTES_CUT_SHORT for a file that is no whole table.
 */
export function readLevelDbTable(file: Uint8Array): TableEntry[] {
  const footer = Buffer.from(file.subarray(Math.max(0, file.length - FOOTER)));
  if (footer.length < FOOTER || !footer.subarray(FOOTER - MAGIC.length).equals(MAGIC)) {
    throw new CodedError('LEVELDB_TABLE_CORRUPT', 'the file does not end as a table does');
  }
  const handles = new ByteReader(footer);
  readHandle(handles); // of the index of filters and the like, which hold no values
  const index = readEntries(readBlock(file, readHandle(handles)));
  return index.flatMap(({ value }) =>
    readEntries(readBlock(file, readHandle(new ByteReader(value)))).map((entry) => ({
      key: entry.key.subarray(0, Math.max(0, entry.key.length - 8)),
      value: entry.value,
    })),
  );
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function readHandle(reader: ByteReader): Handle {
  return { offset: reader.varint(), size: reader.varint() };
}

function readBlock(file: Uint8Array, { offset, size }: Handle): Uint8Array {
  const block = file.subarray(offset, offset + size);
  const type = file[offset + size];
  if (block.length < size || offset + size + TRAILER > file.length || type === undefined || type > 1) {
    throw new CodedError(
      'LEVELDB_TABLE_CORRUPT',
      'a block lies outside of the file or is of an unknown type',
    );
  }
  return type === 1 ? decompressSnappy(block) : block;
}

function readEntries(block: Uint8Array): TableEntry[] {
  const restarts = Buffer.from(block.buffer, block.byteOffset, block.length).readUInt32LE(block.length - 4);
  const reader = new ByteReader(block.subarray(0, block.length - 4 * (restarts + 1)));
  const entries: TableEntry[] = [];
  let key: Uint8Array = new Uint8Array();
  while (!reader.done) {
    const shared = reader.varint();
    const own = reader.varint();
    const length = reader.varint();
    key = Buffer.concat([key.subarray(0, shared), reader.bytes(own)]);
    entries.push({ key, value: reader.bytes(length) });
  }
  return entries;
}
