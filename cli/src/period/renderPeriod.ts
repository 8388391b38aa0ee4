import type { PeriodAnswer } from '../api/answers.js';
import { formatDate } from '../format/formatDate.js';
import { formatQuota } from '../format/formatQuota.js';

/** A period and Eq. 9: whether the homes' shares add up to what the community has contracted. */
export function renderPeriod(period: PeriodAnswer, timeZone: string): string[] {
  const { periodId, start, end, closedAt, accounts, equation9 } = period;
  const state = closedAt === undefined ? 'open' : `closed on ${formatDate(closedAt, timeZone)}`;
  return [
    `Period ${periodId}: ${formatDate(start, timeZone)} to ${formatDate(end - 1, timeZone)}, ${state}`,
    ...equation9.map(
      ({ resource, contract, held, holds }) =>
        `${resource}: ${String(accounts)} accounts hold ${formatQuota(resource, BigInt(held))}, ` +
        `the contract is ${formatQuota(resource, BigInt(contract))}: ${holds ? 'they add up' : 'THEY DO NOT ADD UP'}`,
    ),
  ];
}
