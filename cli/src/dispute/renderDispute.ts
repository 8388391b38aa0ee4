import { formatMoment } from '../format/formatMoment.js';
import { formatMoney, type Currency } from '../format/formatMoney.js';
import type { DisputeFacts } from './DisputeFacts.js';
import { disputeWords } from './disputeWords.js';
import { subjectWords } from './subjectWords.js';

/** How amounts and times are written. */
export interface DisputeSetting {
  readonly timeZone: string;
  readonly currency: Currency;
}

/** One dispute in words. */
export function renderDispute(facts: DisputeFacts, setting: DisputeSetting): string[] {
  const { disputeId, homeId, subject, openedBy, openedAt, status, note } = facts;
  return [
    `Dispute ${disputeId}: ${disputeWords.status[status]}`,
    `About ${subjectWords(subject)} of ${homeId}; opened by ${disputeWords.openedBy[openedBy]} on ` +
      `${formatMoment(openedAt, setting.timeZone)}.`,
    ...(facts.disclosed === undefined
      ? []
      : [`The auditor has been given the keys of ${String(facts.disclosed)} windows of readings.`]),
    ...findingLines(facts, setting),
    ...(note === undefined ? [] : [`What follows from it is in ${note}: acequia bill show ${note}`]),
  ];
}

function findingLines({ finding }: DisputeFacts, { timeZone, currency }: DisputeSetting): string[] {
  if (finding === undefined) return [];
  const { outcome, foundAt, words, correctionMinor } = finding;
  const found = `The auditor found on ${formatMoment(foundAt, timeZone)}: ${disputeWords.outcome[outcome]}.`;
  if (words === undefined || correctionMinor === undefined) return [found];
  return [found, `In the auditor's words: ${words}`, correctionLine(BigInt(correctionMinor), currency)];
}

function correctionLine(minor: bigint, currency: Currency): string {
  if (minor === 0n) return 'No bill changes.';
  const amount = formatMoney(minor < 0n ? -minor : minor, currency);
  return minor < 0n ? `The home gets ${amount} back.` : `The home is charged ${amount} more.`;
}
