import type { BillAnswer } from '../api/answers.js';
import { formatDate } from '../format/formatDate.js';
import { formatMoney } from '../format/formatMoney.js';
import { formatTable } from '../format/formatTable.js';
import type { BillSetting } from './renderBill.js';

const KINDS = { bill: 'bill', creditNote: 'credit note', debitNote: 'debit note' } as const;

/** Bills and notes, a line each. */
export function renderBillList(bills: readonly BillAnswer[], { currency, timeZone }: BillSetting): string[] {
  if (bills.length === 0) return ['There is no bill yet: bills are made when their period has ended.'];
  return formatTable(
    [
      { heading: 'number', align: 'left' },
      { heading: 'kind', align: 'left' },
      { heading: 'home', align: 'left' },
      { heading: 'period', align: 'left' },
      { heading: 'status', align: 'left' },
      { heading: 'issued', align: 'left' },
      { heading: 'amount', align: 'right' },
    ],
    bills.map(({ number, kind, homeId, periodId, status, issuedAt, document }) => [
      number,
      KINDS[kind],
      homeId,
      periodId,
      status,
      formatDate(issuedAt, timeZone),
      document === undefined ? 'not delivered' : formatMoney(BigInt(document.totalMinor), currency),
    ]),
  );
}
