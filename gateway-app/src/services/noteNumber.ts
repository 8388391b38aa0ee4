import type { BillRecord } from '@acequia/protocol';

const LETTER = { creditNote: 'C', debitNote: 'D' } as const;

/** Number of the `count`-th note to a bill, such as C-2016-09-SH1-1. */
export function noteNumber(
  bill: Pick<BillRecord, 'periodId' | 'homeId'>,
  kind: keyof typeof LETTER,
  count: number,
): string {
  return `${LETTER[kind]}-${bill.periodId}-${bill.homeId}-${count}`;
}
