import { expect } from 'chai';
import { LITRE } from '../../model/LITRE.js';
import { drawMonth } from '../../model/drawMonth.js';
import { measure } from '../../measures/measure.js';
import { simulateMonth } from '../../simulateMonth.js';
import { noTrading } from '../noTrading.js';
import { ClearingMarket } from './ClearingMarket.js';
import { LedgerMarket } from './ledger/LedgerMarket.js';
import { MemoryVenue } from './ledger/memory/MemoryVenue.js';
import type { Market } from './Market.js';
import { MarketPolicy } from './MarketPolicy.js';

const HOMES = 12;
const DAYS = 6;
const quotas = Array.from({ length: HOMES }, () => 464 * LITRE);

describe('MarketPolicy', () => {
  const month = drawMonth(77, HOMES, DAYS);

  it('leaves less excess than no trading, and the sum of the entitlements as it is', async () => {
    const policy = new MarketPolicy({ market: new ClearingMarket(), quotas, seed: 77 });
    const days = await simulateMonth(month, quotas, policy);
    const before = measure([await simulateMonth(month, quotas, noTrading)]);
    expect(measure([days]).excess).to.be.lessThan(before.excess / 2);
    const entitlements = days.reduce((sum, { entitlement }) => sum + entitlement, 0);
    expect(entitlements).to.equal(DAYS * HOMES * 464 * LITRE);
    expect(days.every(({ entitlement }) => entitlement >= 0 && entitlement % LITRE === 0)).to.equal(true);
  });

  it('trades on the contracts as it does by the function that finds winners', async function () {
    this.timeout(60_000);
    const through = async (market: Market): Promise<unknown> =>
      simulateMonth(month, quotas, new MarketPolicy({ market, quotas, seed: 77 }));
    const contracts = await LedgerMarket.open(await MemoryVenue.found(HOMES), quotas);
    expect(await through(contracts)).to.deep.equal(await through(new ClearingMarket()));
  });
});
