import { expect } from 'chai';
import type { Auction } from './Auction.js';
import { ClearingMarket } from './ClearingMarket.js';

const salt = '0'.repeat(32);
const auction: Auction = {
  auctionId: 'a'.repeat(32),
  home: 0,
  lots: 5,
  maxPrice: 100n,
  salt,
  bids: [
    { home: 1, lots: 4, unitPrice: 30n, salt },
    { home: 2, lots: 4, unitPrice: 20n, salt },
    { home: 3, lots: 4, unitPrice: 101n, salt },
  ],
};

describe('ClearingMarket', () => {
  it('moves litres from those who ask least', async () => {
    expect(await new ClearingMarket().hold(0, [auction])).to.deep.equal([
      { from: 2, to: 0, amount: 4000 },
      { from: 1, to: 0, amount: 1000 },
    ]);
  });

  it('moves nothing where nobody bids, or all ask too much', async () => {
    const dear = { ...auction, maxPrice: 10n };
    expect(await new ClearingMarket().hold(0, [{ ...auction, bids: [] }, dear])).to.deep.equal([]);
  });
});
