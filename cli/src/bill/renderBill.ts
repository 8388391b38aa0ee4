import type {
  BillBasis,
  BillDocument,
  BillLine,
  BillPower,
  BillProduction,
  MeteredResource,
} from '@acequia/protocol';
import { formatDate } from '../format/formatDate.js';
import { formatMoney, type Currency } from '../format/formatMoney.js';
import { formatQuantity } from '../format/formatQuantity.js';
import { formatQuota } from '../format/formatQuota.js';
import { formatTable } from '../format/formatTable.js';
import { formatUnitPrice } from '../format/formatUnitPrice.js';
import { billLineName } from './billLineName.js';
import { plainWords } from './plainWords.js';
import { quotaName } from './quotaName.js';

/** What a community's bills are written in. */
export interface BillSetting {
  readonly currency: Currency;
  /** IANA zone of the calendar. */
  readonly timeZone: string;
}

/** A bill's document; its salt is for the ledger's hash, not for reading. */
type ReadableBill = Omit<BillDocument, 'salt'>;

const TITLES = { bill: 'BILL', creditNote: 'CREDIT NOTE', debitNote: 'DEBIT NOTE' } as const;
const STATUS = { preview: 'preview, not to be paid yet', final: 'final' } as const;

/** One whole bill or note, as a household reads it. */
export function renderBill(document: ReadableBill, setting: BillSetting): string[] {
  const { timeZone } = setting;
  const lastDay = formatDate(document.periodEnd - 1, timeZone);
  return [
    `${TITLES[document.kind]} ${document.number}   ${STATUS[document.status]}`,
    `Home ${document.homeId}, ${formatDate(document.periodStart, timeZone)} to ${lastDay}, ` +
      `issued ${formatDate(document.issuedAt, timeZone)}, tariff ${document.tariffId}`,
    ...correction(document),
    '',
    ...charges(document, setting),
    '',
    ...document.basis.flatMap((basis) => describeBasis(basis)),
    ...(document.power ?? []).map(describePower),
    '',
    `Does something look wrong? Compare it with your readings (acequia home show ${document.homeId}) and tell your`,
    `community the number ${document.number}. A final bill is never changed: a credit or debit note corrects it.`,
  ];
}

function correction({ corrects, reason }: ReadableBill): string[] {
  if (corrects === undefined) return [];
  return [`Corrects ${corrects}${reason === undefined ? '' : `: ${reason}`}`];
}

function charges(document: ReadableBill, setting: BillSetting): string[] {
  const total = formatMoney(BigInt(document.totalMinor), setting.currency);
  const difference =
    document.differenceMinor === undefined
      ? []
      : [[differenceName(document), '', '', formatMoney(BigInt(document.differenceMinor), setting.currency)]];
  return formatTable(
    [
      { heading: 'For', align: 'left' },
      { heading: 'Quantity', align: 'right' },
      { heading: 'Price', align: 'right' },
      { heading: 'Amount', align: 'right' },
      { heading: 'Readings', align: 'left' },
    ],
    [
      ...document.lines.map((line) => [...lineCells(line, setting.currency), readingWords(line)]),
      [totalName(document), '', '', total],
      ...difference,
    ],
  );
}

function totalName({ kind, totalMinor }: ReadableBill): string {
  const name = kind === 'bill' ? 'Total' : 'New total';
  return totalMinor.startsWith('-') ? `${name}, in your favour` : name;
}

function differenceName({ kind }: ReadableBill): string {
  return kind === 'creditNote' ? 'You get back' : 'Still to pay';
}

function lineCells(line: BillLine, currency: Currency): string[] {
  const amount = formatMoney(BigInt(line.amountMinor), currency);
  if (line.resource === undefined) {
    return [billLineName(line), '1 period', formatMoney(BigInt(line.priceMinor), currency), amount];
  }
  // What was drawn above a quota of power is energy.
  const measured = line.unit === 'L' ? 'water' : 'energy';
  return [
    billLineName(line),
    formatQuantity(measured, BigInt(line.quantity)),
    formatUnitPrice(measured, BigInt(line.priceMinor), BigInt(line.per), currency),
    amount,
  ];
}

function readingWords({ quality, trust }: BillLine): string {
  return [
    quality === undefined ? [] : [plainWords.quality[quality]],
    trust === undefined ? [] : [plainWords.trust[trust]],
  ]
    .flat()
    .join('; ');
}

function describeBasis(basis: BillBasis): string[] {
  const { resource, use, quota, excess, intervals, uncoveredSeconds, production } = basis;
  const above = BigInt(excess) === 0n ? 'nothing' : formatQuantity(resource, BigInt(excess));
  return [
    `${quotaName(resource)}: used ${amount(resource, use)} of a quota of ${amount(resource, quota)}, ${above} above it.`,
    `  Behind it: ${describeIntervals(intervals)}${describeHole(uncoveredSeconds)}.`,
    ...(production === undefined ? [] : describeProduction(resource, production)),
  ];
}

function describePower({ resource, highest, entitlement, excess }: BillPower): string {
  const above = excess === '0' ? 'nothing' : formatQuantity('energy', BigInt(excess));
  return (
    `${quotaName(resource)}: ${formatQuota(resource, BigInt(highest))} at most, ` +
    `with a quota of ${formatQuota(resource, BigInt(entitlement))} at the end; ${above} drawn above it.`
  );
}

function describeProduction(resource: MeteredResource, production: BillProduction): string[] {
  const { drawn, produced, netted, surplus, asLots, unmatched, intervals, uncoveredSeconds } = production;
  const lots = asLots === undefined ? '' : `, ${amount(resource, asLots)} of it as lots of your quota`;
  const lost =
    unmatched === '0'
      ? ''
      : `; ${amount(resource, unmatched)} count for nothing, as your use then is not known`;
  return [
    `  Your meter counted ${amount(resource, drawn)}; ${amount(resource, netted)} of it you made yourself at the time.`,
    `  You made ${amount(resource, produced)} and delivered ${amount(resource, surplus)}${lots}${lost}.`,
    `  Behind that: ${describeIntervals(intervals)}${describeHole(uncoveredSeconds)}.`,
  ];
}

function amount(resource: MeteredResource, text: string): string {
  return formatQuantity(resource, BigInt(text));
}

const QUALITIES = [
  ['measured', 'measured'],
  ['replaced', 'caught up after a gap'],
  ['estimated', 'estimated'],
  ['suspect', 'doubtful and not charged'],
  ['missing', 'missing and not charged'],
] as const;

function describeIntervals(intervals: BillBasis['intervals']): string {
  const parts = QUALITIES.flatMap(([quality, words]) => {
    const count = intervals[quality];
    return count > 0 ? [`${String(count)} ${words}`] : [];
  });
  const total = QUALITIES.reduce((sum, [quality]) => sum + intervals[quality], 0);
  return total === 0 ? 'no readings' : `of ${String(total)} readings, ${parts.join(', ')}`;
}

function describeHole(seconds: number): string {
  if (seconds === 0) return '';
  return `; nothing was heard for ${String(Math.ceil(seconds / 3600))} hours of the period`;
}
