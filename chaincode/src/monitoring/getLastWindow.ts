import { publicRecords, sequenceAttribute, type WindowRecord } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';

/**
 * A device's newest window. Sequences have no gaps, so that a search by doubling and halving finds it in a few reads where
 * a range would carry years of windows over.
 */
export async function getLastWindow(
  { state }: QueryTransaction,
  { deviceId }: RequestOf<'monitoring', 'getLastWindow'>,
): Promise<ResponseOf<'monitoring', 'getLastWindow'>> {
  const read = (sequence: number): Promise<WindowRecord | undefined> =>
    state.get(publicRecords.window, [deviceId, sequenceAttribute(sequence)]);
  let window: WindowRecord | undefined;
  let present = 0;
  let absent = 1;
  for (let next = await read(absent); next !== undefined; next = await read(absent)) {
    window = next;
    present = absent;
    absent *= 2;
  }
  while (absent - present > 1) {
    const middle = Math.floor((present + absent) / 2);
    const found = await read(middle);
    if (found === undefined) {
      absent = middle;
    } else {
      window = found;
      present = middle;
    }
  }
  return window === undefined ? {} : { window };
}
