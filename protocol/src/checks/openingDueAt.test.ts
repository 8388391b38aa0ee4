import { expect } from 'chai';
import { isHurried } from './isHurried.js';
import { openingDueAt } from './openingDueAt.js';

const terms = {
  fund: `acc-${'f'.repeat(32)}`,
  excessPrice: '1000',
  depositRatioBp: 5000,
  deadEndPenaltyBp: 1000,
  biddingSeconds: 60,
  revealSeconds: 61,
  claimSeconds: 60,
  disputeSeconds: 60,
  maxLots: 10,
};
const auction = { biddingEndsAt: 60, revealEndsAt: 121, terms };

describe('openingDueAt', () => {
  it('is the middle of the time that is left for prices once the bidding was really closed', () => {
    expect(openingDueAt({ ...auction, biddingClosedAt: 60 })).to.equal(91);
    expect(openingDueAt({ ...auction, biddingClosedAt: 80 })).to.equal(101);
    // 16 of 61 seconds are left, a second more than a quarter.
    expect(openingDueAt({ ...auction, biddingClosedAt: 105 })).to.equal(113);
  });

  it('is not, while bids are taken and where everything goes back', () => {
    expect(openingDueAt(auction)).to.equal(undefined);
    expect(isHurried(auction, 105)).to.equal(false);
    for (const biddingClosedAt of [106, 121, 500]) {
      expect(isHurried(auction, biddingClosedAt)).to.equal(true);
      expect(openingDueAt({ ...auction, biddingClosedAt })).to.equal(undefined);
    }
  });
});
