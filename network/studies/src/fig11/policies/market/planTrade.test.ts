import { expect } from 'chai';
import { planTrade } from './planTrade.js';

describe('planTrade', () => {
  const forecast = { rest: 100_000, reserve: 20_000 };

  it('buys what the forecast says that it will lack, up to a whole lot', () => {
    expect(planTrade({ used: 350_000, entitlement: 400_000 }, forecast, 400_000)).to.deep.equal({
      buys: { lots: 50 },
    });
    expect(planTrade({ used: 300_001, entitlement: 400_000 }, forecast, 400_000)).to.deep.equal({
      buys: { lots: 1 },
    });
  });

  it('does nothing as long as its reserve covers the difference', () => {
    expect(planTrade({ used: 300_000, entitlement: 400_000 }, forecast, 400_000)).to.deep.equal({});
    expect(planTrade({ used: 280_001, entitlement: 400_000 }, forecast, 400_000)).to.deep.equal({});
  });

  it('sells what lies over forecast and reserve, and asks less the more that is', () => {
    const sale = (used: number): unknown => planTrade({ used, entitlement: 400_000 }, forecast, 400_000);
    expect(sale(279_000)).to.deep.equal({ sells: { lots: 1, unitPrice: 998n } });
    expect(sale(80_000)).to.deep.equal({ sells: { lots: 200, unitPrice: 500n } });
  });

  it('asks one token at least, also when it has bought more than a quota', () => {
    expect(planTrade({ used: 0, entitlement: 900_000 }, { rest: 0, reserve: 0 }, 400_000)).to.deep.equal({
      sells: { lots: 900, unitPrice: 1n },
    });
  });
});
