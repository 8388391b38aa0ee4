import { expect } from 'chai';
import type { DeliveryView } from '../schemas/deliveries.js';
import { deliveryDueAt } from './deliveryDueAt.js';
import { dueAuctionStep } from './dueAuctionStep.js';

describe('dueAuctionStep', () => {
  const times = { biddingEndsAt: 100, revealEndsAt: 200 };

  it('is what closes the phase, when its time is over', () => {
    expect(dueAuctionStep({ ...times, phase: 'bidding' }, 99)).to.equal(undefined);
    expect(dueAuctionStep({ ...times, phase: 'bidding' }, 100)).to.equal('closeBidding');
    expect(dueAuctionStep({ ...times, phase: 'reveal' }, 199)).to.equal(undefined);
    expect(dueAuctionStep({ ...times, phase: 'reveal' }, 200)).to.equal('closeReveals');
    expect(dueAuctionStep({ ...times, phase: 'settling' }, 0)).to.equal('settle');
    expect(dueAuctionStep({ ...times, phase: 'settled' }, 1000)).to.equal(undefined);
  });
});

describe('deliveryDueAt', () => {
  const delivery: DeliveryView = {
    auctionId: 'a'.repeat(32),
    tag: 'b'.repeat(64),
    keyHash: 'c'.repeat(64),
    accountId: `acc-${'d'.repeat(32)}`,
    lots: 2,
    unitPrice: '40',
    proceeds: '80',
    bond: '200',
    excessPrice: '100',
    depositRatioBp: 2000,
    fund: `acc-${'f'.repeat(32)}`,
    periodEnd: 1000,
    claimEndsAt: 2000,
    disputeSeconds: 500,
  };
  const claim = { lots: 1, evidenceHash: 'e'.repeat(64), at: 1500 };
  const dispute = { at: 1600 };
  const decision = { lots: 0, at: 5000 };

  it('is when nothing can change any more what is paid', () => {
    expect(deliveryDueAt(delivery)).to.equal(2000);
    expect(deliveryDueAt({ ...delivery, claim })).to.equal(2000);
    expect(deliveryDueAt({ ...delivery, claim: { ...claim, at: 1700 } })).to.equal(2200);
    expect(deliveryDueAt({ ...delivery, claim, dispute })).to.equal(1600 + 7 * 86_400);
    expect(deliveryDueAt({ ...delivery, claim, dispute, decision })).to.equal(5000);
    const release = { breachedLots: 0, charged: '0', paid: '280', at: 2000 };
    expect(deliveryDueAt({ ...delivery, release })).to.equal(undefined);
  });
});
