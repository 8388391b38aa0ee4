import { CodedError } from '@acequia/protocol';

export type BillingErrorCode =
  | 'BILL_FINAL'
  | 'BILL_MISMATCH'
  | 'BILL_FINAL_NOT_YET'
  | 'COMMITMENT_MISMATCH'
  | 'DOCUMENT_MISMATCH'
  | 'PERIOD_OPEN_STILL'
  | 'PRICE_DUPLICATE';

/** A refusal of billing. */
export class BillingError extends CodedError {
  override readonly name = 'BillingError';
  override readonly code: BillingErrorCode;

  constructor(code: BillingErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
