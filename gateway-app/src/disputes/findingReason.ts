import type { BillDocument } from '@acequia/protocol';

const REASON = /^Finding of dispute (D-[0-9a-f]{16})\.$/;

/** What a note says that follows from a finding. */
export function findingReason(disputeId: string): string {
  return `Finding of dispute ${disputeId}.`;
}

/** The dispute that a note follows from; undefined of bills, and of notes that late readings led to. */
export function disputeOfNote({ reason = '' }: Pick<BillDocument, 'reason'>): string | undefined {
  return REASON.exec(reason)?.[1];
}
