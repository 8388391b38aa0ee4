import type { AuctionView, DeliveryView } from '@acequia/protocol';
import { expect } from 'chai';
import { auction, bid, delivery, opened, settlement, TAG, trader } from '../../test/auctionViews.js';
import { NOON } from '../../test/tradingScene.js';
import { lookOfAuction } from './lookOfAuction.js';

const DAY = 86_400;

describe('lookOfAuction', () => {
  const look = (view: Partial<AuctionView>, side: 'buy' | 'sell'): ReturnType<typeof lookOfAuction> =>
    lookOfAuction({ ...auction, ...view }, { side, tag: TAG });

  it('finds the buyer under its tag, and what it bought', () => {
    const times = { biddingEndsAt: NOON + 3600, openingEndsAt: NOON + 5400 };
    expect(look({}, 'buy')).to.deep.equal({ phase: 'bidding', ...times, mine: 'placed', isReleased: false });
    const others = { ...trader, tag: 'f'.repeat(64) };
    expect(look({ buyer: others }, 'buy').mine).to.equal('absent');
    expect(look({ phase: 'reveal', maxPrice: opened }, 'buy')).to.deep.include({
      phase: 'opening',
      mine: 'opened',
    });
    const settled = { phase: 'settled', maxPrice: opened, settlement } as const;
    expect(look(settled, 'buy')).to.deep.include({ result: { lots: 15, price: 2n }, isReleased: true });
  });

  it('finds a seller among the bids, and how long what it sold is held', () => {
    const settled = (change: Partial<DeliveryView>): ReturnType<typeof lookOfAuction> =>
      look(
        {
          phase: 'settled',
          settlement,
          bids: [{ ...bid, reveal: opened, delivery: { ...delivery, ...change } }],
        },
        'sell',
      );
    expect(look({}, 'sell').mine).to.equal('absent');
    expect(look({ bids: [bid], phase: 'settling' }, 'sell')).to.deep.include({
      mine: 'placed',
      phase: 'closed',
    });
    expect(settled({})).to.deep.include({
      mine: 'opened',
      result: { lots: 12, price: 2n },
      heldUntil: delivery.claimEndsAt,
      isReleased: false,
    });
    const claim = { lots: 1, evidenceHash: 'a'.repeat(64), at: 50 };
    expect(settled({ claim }).claimedLots).to.equal(1);
    expect(settled({ claim }).heldUntil).to.equal(50 + 7 * DAY);
    expect(settled({ claim, dispute: { at: 60 } }).heldUntil).to.equal(60 + 7 * DAY);
    expect(settled({ claim, dispute: { at: 60 }, decision: { lots: 0, at: 70 } }).heldUntil).to.equal(70);
    const release = { breachedLots: 0, charged: '0', paid: '60', at: 80 };
    expect(settled({ release })).to.deep.include({ isReleased: true }).and.not.have.property('heldUntil');
    const late = { ...settlement, outcome: 'hurried' as const, lots: 0, unitPrice: '0' };
    // Nothing was traded, and nothing lost: there was no time to open prices.
    expect(look({ phase: 'settled', settlement: late, bids: [bid] }, 'sell')).to.deep.include({
      mine: 'placed',
      isTooLate: true,
    });
    const lost = look({ phase: 'settled', settlement, bids: [{ ...bid, reveal: opened }] }, 'sell');
    expect(lost).to.deep.include({ result: { lots: 0, price: 0n }, isReleased: true });
  });
});
