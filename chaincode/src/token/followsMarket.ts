import type { PriceRecord } from '@acequia/protocol';
import { isJump } from './isJump.js';

/** A sell price, and the market prices of its moment. */
type Quote = Pick<PriceRecord, 'sellPrice' | 'market'>;

/** A move of the market: its price then and now. */
interface Move {
  readonly from: bigint;
  readonly to: bigint;
}

/** The market stood still. */
const STILL: Move = { from: 1n, to: 1n };

/**
 * Whether a sell price follows the market (paper 000 §5.2: the token "to fluctuate the same way as the price of the resource
 * in the common market"): it is at most 5 % above the last price moved as the resource that rose most, and at most 5 %
 * below the last price moved as the one that fell most. A resource whose price was not known then stood still. Without any
 * feed there is nothing to follow.
 */
export function followsMarket(next: Quote, last: Quote): boolean {
  if (next.market.length === 0) return true;
  const moves = [STILL, ...next.market.map((now) => moveOf(now, last.market))];
  const [price, before] = [BigInt(next.sellPrice), BigInt(last.sellPrice)];
  const isAbove = ({ from, to }: Move): boolean => price * from > before * to;
  const strays = ({ from, to }: Move): boolean => isJump(price * from, before * to);
  return (
    moves.some((move) => !isAbove(move) || !strays(move)) &&
    moves.some((move) => isAbove(move) || !strays(move))
  );
}

function moveOf(now: Quote['market'][number], then: Quote['market']): Move {
  const before = then.find(({ resource }) => resource === now.resource);
  if (before === undefined) return STILL;
  return { from: BigInt(before.priceMicro), to: BigInt(now.priceMicro) };
}
