import { CodedError } from '@acequia/protocol';

export type TokenErrorCode =
  | 'ACCOUNT_DENIED'
  | 'ACCOUNT_FROZEN'
  | 'AMOUNT_TOO_SMALL'
  | 'BALANCE_INSUFFICIENT'
  | 'CAPTURE_EXCEEDS'
  | 'COUNTER_CLOSED'
  | 'COUNTER_NOT_CLOSED'
  | 'CREDIT_DUPLICATE'
  | 'DELTA_DUPLICATE'
  | 'FOLD_MISSING'
  | 'HOLD_EXPIRED'
  | 'HOLD_RUNNING'
  | 'HOLD_SETTLED'
  | 'OWNER_DENIED'
  | 'OWNER_UNFIT'
  | 'PRICE_GAP'
  | 'PRICE_INVERTED'
  | 'PRICE_JUMP'
  | 'PRICE_KEY_DENIED'
  | 'PRICE_MOVED'
  | 'PRICE_REPLAYED'
  | 'PRICE_SIGNATURE_INVALID'
  | 'PRICE_STALE'
  | 'PRICE_TOO_LOW'
  | 'REFERENCE_USED'
  | 'RESERVE_INSUFFICIENT'
  | 'REWARD_DENIED'
  | 'VOUCHER_CODE_WRONG'
  | 'VOUCHER_DENIED'
  | 'VOUCHER_EXPIRED'
  | 'VOUCHER_RUNNING'
  | 'VOUCHER_SETTLED'
  | 'WITHDRAWAL_SETTLED';

/** A refusal of token accounts, of the counter or of the reserve. */
export class TokenError extends CodedError {
  override readonly name = 'TokenError';
  override readonly code: TokenErrorCode;

  constructor(code: TokenErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
