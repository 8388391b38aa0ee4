import { CodedError } from '@acequia/protocol';

export type MarketErrorCode =
  | 'AUCTION_SETTLED'
  | 'BID_DUPLICATE'
  | 'BID_OWN_OFFER'
  | 'BOND_WRONG'
  | 'BREACH_EXCEEDS'
  | 'CLAIM_EARLY'
  | 'CLAIM_LATE'
  | 'COMMITMENT_COPIED'
  | 'CONTRACT_UNKNOWN'
  | 'DECISION_LATE'
  | 'DELIVERY_HELD'
  | 'DELIVERY_RELEASED'
  | 'DISPUTE_LATE'
  | 'LOTS_EXCEEDED'
  | 'OPENER_DENIED'
  | 'OPENING_WRONG'
  | 'PERIOD_TOO_SHORT'
  | 'PHASE_EARLY'
  | 'PHASE_LATE'
  | 'PRICE_TOO_HIGH'
  | 'REGISTRAR_DENIED'
  | 'SELLER_DENIED'
  | 'TICKET_EXPIRED'
  | 'TICKET_FORGED'
  | 'TICKET_HOLDER'
  | 'TICKET_SIDE';

/** A refusal of the market. */
export class MarketError extends CodedError {
  override readonly name = 'MarketError';
  override readonly code: MarketErrorCode;

  constructor(code: MarketErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
