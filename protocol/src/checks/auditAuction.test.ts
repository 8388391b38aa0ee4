import { expect } from 'chai';
import { priceCommitment } from '../crypto/priceCommitment.js';
import type { AuctionView, BidView } from '../schemas/auctions.js';
import { auditAuction } from './auditAuction.js';

const auctionId = 'a'.repeat(32);
const account = (digit: string): string => `acc-${digit.repeat(32)}`;
const fund = account('f');
const terms = {
  fund,
  excessPrice: '1000',
  depositRatioBp: 5000,
  deadEndPenaltyBp: 1000,
  biddingSeconds: 60,
  revealSeconds: 60,
  claimSeconds: 60,
  disputeSeconds: 60,
  maxLots: 10,
};
const trader = (digit: string): AuctionView['buyer'] => ({
  tag: digit.repeat(64),
  keyHash: digit.repeat(64),
  accountId: account(digit),
  quotaAccountId: account(digit),
});
const salt = (digit: string): string => digit.repeat(32);

/** A bid of one lot, opened unless told otherwise. */
function bid(digit: string, price: number, changes: Partial<BidView> = {}): BidView {
  const { tag, ...others } = trader(digit);
  const opening = { unitPrice: String(price), salt: salt(digit) };
  return {
    auctionId,
    tag,
    ...others,
    lots: 1,
    commitment: priceCommitment({ side: 'seller', auctionId, tag }, opening),
    bond: '1000',
    at: 5,
    reveal: { ...opening, at: 70 },
    ...changes,
  };
}

function sold(
  each: BidView,
  price: number,
  changes: Partial<NonNullable<BidView['delivery']>> = {},
): BidView {
  const { tag, keyHash, accountId } = each;
  return {
    ...each,
    delivery: {
      ...{ auctionId, tag, keyHash, accountId, lots: 1, unitPrice: String(price), proceeds: String(price) },
      ...{ bond: '1000', excessPrice: '1000', depositRatioBp: 5000, fund },
      ...{ periodEnd: 1000, claimEndsAt: 1060, disputeSeconds: 60 },
      ...changes,
    },
  };
}

/** One lot that is wanted for 900 at most, and two bids: 300 sells at 500. */
function auction(changes: Partial<AuctionView> = {}): AuctionView {
  const buyer = trader('b');
  const opening = { unitPrice: '900', salt: salt('b') };
  return {
    auctionId,
    periodId: '2016-09',
    resource: 'water',
    lots: 1,
    buyer,
    maxPriceHash: priceCommitment({ side: 'buyer', auctionId, tag: buyer.tag }, opening),
    bond: '1000',
    terms,
    openedAt: 0,
    biddingEndsAt: 60,
    revealEndsAt: 120,
    periodEnd: 1000,
    phase: 'settled',
    biddingClosedAt: 60,
    settlement: { outcome: 'traded', lots: 1, unitPrice: '500', toFund: '0', settledAt: 120 },
    maxPrice: { ...opening, at: 65 },
    bids: [sold(bid('1', 300), 500), bid('2', 500)],
    ...changes,
  };
}

const settled = (outcome: NonNullable<AuctionView['settlement']>): Partial<AuctionView> => ({
  settlement: outcome,
});

describe('auditAuction', () => {
  it('finds nothing where the ledger says what the bids say', () => {
    expect(auditAuction(auction())).to.deep.equal({
      expected: { outcome: 'traded', lots: 1, unitPrice: '500', toFund: '0' },
      faults: [],
    });
  });

  it('knows the other ends of an auction, and what they cost', () => {
    const nothing = { lots: 0, unitPrice: '0', settledAt: 120 };
    const { maxPrice, ...silent } = auction(settled({ outcome: 'undeposited', toFund: '1000', ...nothing }));
    expect(maxPrice?.unitPrice).to.equal('900');
    expect(auditAuction({ ...silent, bids: [bid('1', 300)] }).faults).to.deep.equal([]);
    const dead = settled({ outcome: 'deadEnd', toFund: '100', ...nothing });
    expect(auditAuction(auction({ ...dead, bids: [bid('1', 901)] })).faults).to.deep.equal([]);
    const { reveal, ...sealed } = bid('1', 300);
    expect(reveal?.unitPrice).to.equal('300');
    const back = settled({ outcome: 'hurried', toFund: '0', ...nothing });
    const hurried = { ...back, biddingClosedAt: 118 };
    expect(auditAuction(auction({ ...hurried, bids: [sealed] })).faults).to.deep.equal([]);
    // The bidding was closed in time: nothing was to go back.
    expect(auditAuction(auction({ ...back, bids: [bid('1', 901)] })).faults).to.deep.equal([
      'OUTCOME_WRONG',
      'FUND_WRONG',
    ]);
    expect(auditAuction(auction({ biddingClosedAt: 118 })).faults).to.include('OUTCOME_WRONG');
    // Who did not open had the time to, also where nobody settled in time.
    const late = settled({ outcome: 'late', toFund: '1000', ...nothing });
    expect(auditAuction(auction({ ...late, bids: [sealed, bid('2', 500)] })).faults).to.deep.equal([]);
    expect(auditAuction(auction({ ...late, bids: [bid('2', 500)] })).faults).to.deep.equal(['FUND_WRONG']);
    // A price that is never opened costs the bond.
    const withheld = settled({ outcome: 'deadEnd', toFund: '1100', ...nothing });
    expect(auditAuction(auction({ ...withheld, bids: [sealed] })).faults).to.deep.equal([]);
  });

  it('names what is wrong', () => {
    const faults = (changes: Partial<AuctionView>): readonly string[] =>
      auditAuction(auction(changes)).faults;
    const good = { outcome: 'traded', lots: 1, unitPrice: '500', toFund: '0', settledAt: 120 } as const;
    expect(faults(settled({ ...good, unitPrice: '499' }))).to.deep.equal(['PRICE_WRONG']);
    expect(faults(settled({ ...good, lots: 2 }))).to.deep.equal(['LOTS_WRONG']);
    expect(faults(settled({ ...good, toFund: '1' }))).to.deep.equal(['FUND_WRONG']);
    expect(faults(settled({ ...good, outcome: 'deadEnd' }))).to.deep.equal(['OUTCOME_WRONG']);
    expect(faults({ bids: [bid('1', 300), sold(bid('2', 500), 500)] })).to.deep.equal(['SALES_WRONG']);
    expect(faults({ bids: [sold(bid('1', 300), 501), bid('2', 500)] })).to.deep.equal(['SALES_WRONG']);
    const altered = { ...bid('2', 500), commitment: 'c'.repeat(64) };
    expect(faults({ bids: [sold(bid('1', 300), 500), altered] })).to.deep.equal(['COMMITMENT_WRONG']);
    expect(faults({ maxPriceHash: 'c'.repeat(64) })).to.deep.equal(['COMMITMENT_WRONG']);
  });

  it('computes what a breach costs a seller', () => {
    const paid = (
      release: { charged: string; paid: string },
      changes: Parameters<typeof sold>[2] = {},
    ): readonly string[] => {
      const claim = { lots: 1, evidenceHash: 'e'.repeat(64), at: 1000 };
      const released = { breachedLots: 1, at: 1100, ...release };
      const seller = sold(bid('1', 300), 500, { claim, release: released, ...changes });
      return auditAuction(auction({ bids: [seller, bid('2', 500)] })).faults;
    };
    expect(paid({ charged: '1250', paid: '250' })).to.deep.equal([]);
    expect(paid({ charged: '1250', paid: '251' })).to.deep.equal(['PAYOUT_WRONG']);
    expect(paid({ charged: '0', paid: '1500' })).to.deep.equal(['PAYOUT_WRONG']);
    // Disputed, and decided for the seller or not at all: then nothing is charged.
    const dispute = { at: 1010 };
    expect(paid({ charged: '0', paid: '1500' }, { dispute })).to.deep.equal([]);
    expect(paid({ charged: '1250', paid: '250' }, { dispute })).to.deep.equal(['PAYOUT_WRONG']);
    const decision = { lots: 0, at: 1020 };
    expect(paid({ charged: '0', paid: '1500' }, { dispute, decision })).to.deep.equal([]);
  });

  it('is of auctions that are settled', () => {
    const { settlement, ...open } = auction();
    expect(settlement?.lots).to.equal(1);
    expect(() => auditAuction(open)).to.throw(RangeError);
  });
});
