import type { DisputeRecord } from '@acequia/protocol';
import type { DisputeFacts } from './DisputeFacts.js';

/** As the ledger has it. @param finding in the clear, for whom it is sealed to. */
export function factsOfRecord(
  record: DisputeRecord,
  finding?: { readonly words: string; readonly correctionMinor: string },
): DisputeFacts {
  const { disputeId, homeId, subject, openedBy, openedAt, status, note, closedAt } = record;
  return {
    disputeId,
    homeId,
    subject,
    openedBy,
    openedAt,
    status,
    ...(record.finding === undefined
      ? {}
      : {
          finding: {
            outcome: record.finding.outcome,
            foundAt: record.finding.foundAt,
            ...(finding === undefined
              ? {}
              : { words: finding.words, correctionMinor: finding.correctionMinor }),
          },
        }),
    ...(note === undefined ? {} : { note }),
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}
