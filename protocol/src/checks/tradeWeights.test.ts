import { expect } from 'chai';
import type { MarketRecord, TradeRecord } from '../schemas/market.js';
import { meanTradePrice } from './meanTradePrice.js';
import { tradeWeights } from './tradeWeights.js';

const market: MarketRecord = {
  periodId: '2016-09',
  resource: 'water',
  fund: `acc-${'f'.repeat(32)}`,
  excessPrice: '1000',
  depositRatioBp: 5000,
  deadEndPenaltyBp: 100,
  biddingSeconds: 60,
  revealSeconds: 60,
  claimSeconds: 86_400,
  disputeSeconds: 604_800,
  maxLots: 10,
  referencePrice: '400',
  weightSeconds: 1000,
};
const trade = (at: number, unitPrice: string, lots = 1): TradeRecord => ({
  periodId: '2016-09',
  resource: 'water',
  auctionId: '0'.repeat(32),
  tag: '1'.repeat(64),
  lots,
  unitPrice,
  at,
});

describe('meanTradePrice', () => {
  it('weighs prices by lots, and rounds half up', () => {
    const trades = [trade(1, '100', 3), trade(1, '201', 1)];
    expect(meanTradePrice(trades)).to.deep.equal({ trades: 2, lots: '4', meanPrice: '125' });
    expect(meanTradePrice([trade(1, '1'), trade(1, '2')]).meanPrice).to.equal('2');
  });

  it('is none without trades', () => {
    expect(meanTradePrice([])).to.deep.equal({ trades: 0, lots: '0' });
  });
});

describe('tradeWeights', () => {
  it('compares the trades of the time before with the reference', () => {
    const trades = [
      trade(999, '1'),
      trade(1000, '1'),
      trade(1001, '100'),
      trade(2000, '200'),
      trade(2001, '1'),
    ];
    expect(tradeWeights([market], trades, 2000)).to.deep.equal([
      { resource: 'water', trades: 2, lots: '2', meanPrice: '150', weightPpm: '375000' },
    ]);
  });

  it('is one where nothing was traded, and of the resource’s own trades', () => {
    expect(tradeWeights([{ ...market, resource: 'energy' }], [trade(2000, '1')], 2000)).to.deep.equal([
      { resource: 'energy', trades: 0, lots: '0', weightPpm: '1000000' },
    ]);
  });

  it('takes the excess price and a week unless the market says', () => {
    const usual: MarketRecord = { ...market };
    delete usual.referencePrice;
    delete usual.weightSeconds;
    const at = 10 * 86_400;
    const [weight] = tradeWeights([usual], [trade(3 * 86_400, '1'), trade(3 * 86_400 + 1, '500')], at);
    expect(weight?.weightPpm).to.equal('500000');
  });
});
