import { CodedError } from '@acequia/protocol';

export type QuotaErrorCode =
  | 'CONTRACT_DUPLICATE'
  | 'CONTRACT_TOO_LARGE'
  | 'CONTRACT_UNKNOWN'
  | 'HOLDING_DUPLICATE'
  | 'LOTS_INSUFFICIENT'
  | 'PERIOD_CLOSED'
  | 'PERIOD_OPEN_STILL'
  | 'PERIOD_OVERLAP'
  | 'QUOTA_SUM_DIFFERS'
  | 'SLOT_OVERLAP';

/** A refusal of quota. */
export class QuotaError extends CodedError {
  override readonly name = 'QuotaError';
  override readonly code: QuotaErrorCode;

  constructor(code: QuotaErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
