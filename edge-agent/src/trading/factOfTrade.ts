import type { TradeEntry } from './tradeEntry.js';
import type { TradeFact } from './TradeFact.js';

/** What decisions have to know of a trade. Pure. */
export function factOfTrade(entry: TradeEntry): TradeFact {
  const { side, resource, periodId, startedAt, finishedAt, outcome, phase } = entry;
  const { lots, price } = outcome ?? entry;
  return {
    side,
    resource,
    periodId,
    startedAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
    lots,
    price: BigInt(price),
    isLocked: phase !== 'intended' && phase !== 'ready',
  };
}
