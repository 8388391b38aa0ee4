import type { MarketKind } from './MonthJob.js';
import { ClearingMarket } from './policies/market/ClearingMarket.js';
import { LedgerMarket } from './policies/market/ledger/LedgerMarket.js';
import { MemoryVenue } from './policies/market/ledger/memory/MemoryVenue.js';
import type { Market } from './policies/market/Market.js';

/** A market for the homes of one month. @param quotas by home, mL a day in whole lots. */
export async function openMarket(kind: MarketKind, quotas: readonly number[]): Promise<Market> {
  if (kind === 'clearing') return new ClearingMarket();
  return LedgerMarket.open(await MemoryVenue.found(quotas.length), quotas);
}
