const BLOCK = 32_768;
const HEADER = 7;
const FULL = 1;
const FIRST = 2;
const LAST = 4;

/**
 * The records of a LevelDB journal (`NNNNNN.log`): batches of writes that no table has yet, and those of a journal that waits
 * for its removal. In the file a batch may be broken by the headers of the blocks that it spans; here it is in one piece.
 * A last record that a kill cut short is returned as far as it goes, since its bytes are on the disk.
 */
export function readLevelDbJournal(file: Uint8Array): Uint8Array[] {
  const records: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  const flush = (): void => {
    if (parts.length > 0) records.push(Buffer.concat(parts));
    parts = [];
  };
  for (const { type, data } of fragments(file)) {
    if (type === FULL || type === FIRST) flush();
    parts.push(data);
    if (type === FULL || type === LAST) flush();
  }
  flush();
  return records;
}

function* fragments(file: Uint8Array): Generator<{ type: number; data: Uint8Array }> {
  for (let start = 0; start < file.length; start += BLOCK) {
    const block = file.subarray(start, start + BLOCK);
    let at = 0;
    while (at + HEADER <= block.length) {
      const length = (block[at + 4] ?? 0) | ((block[at + 5] ?? 0) << 8);
      const type = block[at + 6] ?? 0;
      // Zeros fill the rest of a block, and a file that was made larger ahead of its writes.
      if (type === 0 && length === 0) break;
      yield { type, data: block.subarray(at + HEADER, at + HEADER + length) };
      at += HEADER + length;
    }
  }
}
