import { CodedError } from '@acequia/protocol';

export type MonitoringErrorCode =
  | 'COMPLAINTS_MIXED'
  | 'COMPLAINT_STANDS'
  | 'DECISION_EXISTS'
  | 'DECISION_PERIOD_DIFFERS'
  | 'DECISION_REVISION_DIFFERS'
  | 'DEVICE_REPLACED'
  | 'DEVICE_REVOKED'
  | 'DEVICE_SUSPENDED'
  | 'EPOCH_DIFFERS'
  | 'EPOCH_EXPIRED'
  | 'EPOCH_REVOKED'
  | 'ESSENTIAL_DROPPED'
  | 'HOME_DIFFERS'
  | 'PAYLOAD_MISMATCH'
  | 'PAYLOAD_PURGED'
  | 'PURGE_TOO_EARLY'
  | 'REPUBLICATION_UNASKED'
  | 'REVEAL_EXISTS'
  | 'REVEAL_MISMATCH'
  | 'SALT_REUSED'
  | 'SEQUENCE_DUPLICATE'
  | 'SEQUENCE_GAP'
  | 'SEQUENCE_REPLAY'
  | 'SIGNATURE_INVALID'
  | 'STATEMENT_MISMATCH'
  | 'STATEMENT_EXISTS'
  | 'WINDOWS_MIXED'
  | 'WINDOW_DIFFERS'
  | 'WINDOW_IN_FUTURE'
  | 'WINDOW_OVERLAP';

/** A refusal of monitoring. */
export class MonitoringError extends CodedError {
  override readonly name = 'MonitoringError';
  override readonly code: MonitoringErrorCode;

  constructor(code: MonitoringErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
