import { publicRecords, type DisputeRecord, type WindowHeader } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/**
 * Which windows a dispute is about: the one that it names, or those of the home that start in the bill's period.
 *
 * @returns whether a window is one of them.
 * @throws LedgerError BILL_UNKNOWN, PERIOD_UNKNOWN.
 */
export async function disputedWindows(
  { homeId, subject }: DisputeRecord,
  state: LedgerReader,
): Promise<(header: WindowHeader) => boolean> {
  if (subject.kind === 'window') {
    const { deviceId, sequence } = subject;
    return (header) => header.deviceId === deviceId && header.sequence === sequence;
  }
  const { periodId } = await state.getRequired(publicRecords.bill, [subject.number]);
  const { start, end } = await state.getRequired(publicRecords.period, [periodId]);
  return (header) => header.homeId === homeId && header.start >= start && header.start < end;
}
