import type { Receipt } from './Receipt.js';

/**
 * What would make transactions of one block invalid that were endorsed on the same state: keys that one writes and another one has
 * read, itself or in a range (Fabric's MVCC_READ_CONFLICT and PHANTOM_READ_CONFLICT), whatever their order in the block.
 */
export function conflictsOf(receipts: readonly Receipt[]): string[] {
  return receipts.flatMap((writer, index) =>
    receipts.flatMap((reader, other) =>
      index === other ? [] : writtenKeys(writer).filter((key) => hasRead(reader, key)),
    ),
  );
}

function writtenKeys({ writes, requests }: Receipt): string[] {
  return Object.keys({ ...writes, ...requests });
}

function hasRead({ reads, ranges }: Receipt, key: string): boolean {
  return reads.includes(key) || ranges.some((range) => key.startsWith(`${range}/`));
}
