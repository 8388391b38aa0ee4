import type { DisputeRecord, DisputeSubject, Finding } from '@acequia/protocol';

/** A dispute as its home and the community see it. */
export interface DisputeView {
  readonly disputeId: string;
  readonly homeId: string;
  readonly subject: DisputeSubject;
  readonly openedBy: DisputeRecord['openedBy'];
  readonly openedAt: number;
  readonly status: DisputeRecord['status'];
  /** Windows whose keys the auditor has been given. */
  readonly disclosed: number;
  readonly finding?: {
    readonly outcome: Finding['outcome'];
    readonly foundAt: number;
    /** Absent while this gateway cannot open it. */
    readonly words?: string;
    readonly correctionMinor?: string;
  };
  /** The note that followed. */
  readonly note?: string;
  readonly closedAt?: number;
}

/** @param opened the finding in the clear, where this gateway can open it. */
export function presentDispute(
  { disputeId, homeId, subject, openedBy, openedAt, status, finding, note, closedAt }: DisputeRecord,
  disclosed: number,
  opened: Finding | undefined,
): DisputeView {
  return {
    disputeId,
    homeId,
    subject,
    openedBy,
    openedAt,
    status,
    disclosed,
    ...(finding === undefined
      ? {}
      : {
          finding: {
            outcome: finding.outcome,
            foundAt: finding.foundAt,
            ...(opened === undefined ? {} : { words: opened.words, correctionMinor: opened.correctionMinor }),
          },
        }),
    ...(note === undefined ? {} : { note }),
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}
