import { CodedError } from '@acequia/protocol';

export type TokenErrorCode =
  | 'ACCOUNT_DENIED'
  | 'BALANCE_INSUFFICIENT'
  | 'CAPTURE_EXCEEDS'
  | 'CREDIT_DUPLICATE'
  | 'HOLD_EXPIRED'
  | 'HOLD_RUNNING'
  | 'HOLD_SETTLED';

/** A refusal of token accounts. */
export class TokenError extends CodedError {
  override readonly name = 'TokenError';
  override readonly code: TokenErrorCode;

  constructor(code: TokenErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
