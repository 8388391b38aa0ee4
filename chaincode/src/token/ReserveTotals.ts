import { requiredReserve, type CounterPrice, type ReserveDelta, type ReserveRecord } from '@acequia/protocol';
import { TokenError } from './TokenError.js';

/** Tokens that exist and currency that stands behind them, in minor units. Sums: they may exceed the largest amount. */
export class ReserveTotals {
  readonly supply: bigint;
  readonly currency: bigint;

  constructor(supply: bigint, currency: bigint) {
    this.supply = supply;
    this.currency = currency;
  }

  static of({ supply, currency }: ReserveRecord): ReserveTotals {
    return new ReserveTotals(BigInt(supply), BigInt(currency));
  }

  /** The totals after these deltas, whatever their order. */
  after(deltas: readonly ReserveDelta[]): ReserveTotals {
    let { supply, currency } = this;
    for (const { direction, tokens, currency: amount } of deltas) {
      const sign = direction === 'in' ? 1n : -1n;
      supply += sign * BigInt(tokens);
      currency += sign * BigInt(amount);
    }
    return new ReserveTotals(supply, currency);
  }

  /** What the reserve needs so that every token can be bought back at the sell price; nothing before there is a price. */
  required(price: CounterPrice | undefined): bigint {
    return price === undefined ? 0n : requiredReserve(this.supply, price);
  }

  /** @throws TokenError RESERVE_INSUFFICIENT when not every token could be bought back (paper 000 §5.2). */
  requireCovered(price: CounterPrice | undefined): void {
    if (this.currency >= this.required(price)) return;
    throw new TokenError(
      'RESERVE_INSUFFICIENT',
      'the reserve would not buy back every token at the sell price',
    );
  }

  /** As they are kept. @throws TokenError RESERVE_INSUFFICIENT when more would have gone out than came in. */
  toRecord(): ReserveRecord {
    const { supply, currency } = this;
    if (supply < 0n || currency < 0n) {
      throw new TokenError('RESERVE_INSUFFICIENT', 'more would go out of supply or reserve than is in them');
    }
    return { supply: supply.toString(), currency: currency.toString() };
  }
}
