import type { PeriodAnswer } from '../api/answers.js';
import { formatDate } from '../format/formatDate.js';
import { formatQuantity } from '../format/formatQuantity.js';
import { groupThousands } from '../format/groupThousands.js';

const NAMES = { energy: 'energy', water: 'water', power: 'power' } as const;

/** A period and Eq. 9: whether the homes' shares add up to what the community has contracted. */
export function renderPeriod(period: PeriodAnswer, timeZone: string): string[] {
  const { periodId, start, end, closedAt, accounts, equation9 } = period;
  const state = closedAt === undefined ? 'open' : `closed on ${formatDate(closedAt, timeZone)}`;
  return [
    `Period ${periodId}: ${formatDate(start, timeZone)} to ${formatDate(end - 1, timeZone)}, ${state}`,
    ...equation9.map(
      ({ resource, contract, held, holds }) =>
        `${NAMES[resource]}: ${String(accounts)} accounts hold ${amount(resource, held)}, ` +
        `the contract is ${amount(resource, contract)}: ${holds ? 'they add up' : 'THEY DO NOT ADD UP'}`,
    ),
  ];
}

function amount(resource: keyof typeof NAMES, value: string): string {
  if (resource === 'power') return `${groupThousands(BigInt(value))} W`;
  return formatQuantity(resource, BigInt(value));
}
