import { formatMoment } from '../format/formatMoment.js';
import { formatTable } from '../format/formatTable.js';
import type { DisputeFacts } from './DisputeFacts.js';
import { disputeWords } from './disputeWords.js';
import { subjectWords } from './subjectWords.js';

/** Disputes, a line each. */
export function renderDisputeList(disputes: readonly DisputeFacts[], zone: string): string[] {
  if (disputes.length === 0) return ['There is no dispute.'];
  return formatTable(
    [
      { heading: 'dispute', align: 'left' },
      { heading: 'home', align: 'left' },
      { heading: 'about', align: 'left' },
      { heading: 'opened', align: 'left' },
      { heading: 'state', align: 'left' },
      { heading: 'found', align: 'left' },
    ],
    disputes.map(({ disputeId, homeId, subject, openedAt, status, finding }) => [
      disputeId,
      homeId,
      subjectWords(subject),
      formatMoment(openedAt, zone),
      disputeWords.status[status],
      finding === undefined ? '' : disputeWords.outcome[finding.outcome],
    ]),
  );
}
