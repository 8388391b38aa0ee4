import { CodedError } from '@acequia/protocol';

export type DisputeErrorCode =
  | 'AUDITOR_DIFFERS'
  | 'AUDITOR_KEY_DESTROYED'
  | 'AUDITOR_KEY_UNKNOWN'
  | 'AUDITOR_UNFIT'
  | 'AUDITOR_UNKNOWN'
  | 'DISPUTE_CLOSED'
  | 'DISPUTE_DECIDED'
  | 'FINDING_MISSING'
  | 'NOTE_DIFFERS'
  | 'REVEAL_MISMATCH'
  | 'SUBJECT_DIFFERS'
  | 'WINDOW_NOT_DISPUTED';

/** A refusal of disputes. */
export class DisputeError extends CodedError {
  override readonly name = 'DisputeError';
  override readonly code: DisputeErrorCode;

  constructor(code: DisputeErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
