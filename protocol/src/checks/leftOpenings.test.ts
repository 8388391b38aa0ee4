import { expect } from 'chai';
import { random16Hex } from '../crypto/hash.js';
import { priceCommitment, type PricePlace } from '../crypto/priceCommitment.js';
import { CodedError } from '../errors.js';
import type { AuctionView, BidView, PriceOpening } from '../schemas/auctions.js';
import { leftOpenings } from './leftOpenings.js';

const auctionId = 'a'.repeat(32);
const account = (digit: string): string => `acc-${digit.repeat(32)}`;
const trader = (digit: string): AuctionView['buyer'] => ({
  tag: digit.repeat(64),
  keyHash: digit.repeat(64),
  accountId: account(digit),
  quotaAccountId: account(digit),
});
const openingOf = (unitPrice: number): PriceOpening => ({
  unitPrice: String(unitPrice),
  salt: random16Hex(),
});
/** Whom it is for stands in front of what it says, in place of a seal. */
const leftWith = (who: string, opening: PriceOpening | 'nonsense'): string =>
  `${who} ${JSON.stringify(opening)}`;

function bid(digit: string, opening: PriceOpening, changes: Partial<BidView> = {}): BidView {
  const place: PricePlace = { side: 'seller', auctionId, tag: digit.repeat(64) };
  return {
    auctionId,
    ...trader(digit),
    lots: 1,
    commitment: priceCommitment(place, opening),
    sealedOpening: leftWith('me', opening),
    bond: '1000',
    at: 5,
    ...changes,
  };
}

function open(_place: PricePlace, sealed: string): PriceOpening {
  const [who, text = ''] = sealed.split(' ');
  if (who !== 'me') throw new CodedError('SEAL_BROKEN', 'it is sealed to another');
  const opening = JSON.parse(text) as PriceOpening | 'nonsense';
  if (opening === 'nonsense') throw new CodedError('MESSAGE_MALFORMED', 'it is no opening');
  return opening;
}

const asked = openingOf(900);
const auction: AuctionView = {
  auctionId,
  periodId: '2016-09',
  resource: 'water',
  lots: 1,
  buyer: trader('1'),
  maxPriceHash: priceCommitment({ side: 'buyer', auctionId, tag: trader('1').tag }, asked),
  sealedOpening: leftWith('me', asked),
  bond: '1000',
  terms: {
    fund: account('f'),
    excessPrice: '1000',
    depositRatioBp: 5000,
    deadEndPenaltyBp: 1000,
    biddingSeconds: 60,
    revealSeconds: 61,
    claimSeconds: 60,
    disputeSeconds: 60,
    maxLots: 10,
  },
  openedAt: 0,
  biddingEndsAt: 60,
  revealEndsAt: 121,
  periodEnd: 1000,
  phase: 'reveal',
  bids: [],
};

describe('leftOpenings', () => {
  it('finds what was left with who asks, of the buyer and of sellers', () => {
    const price = openingOf(20);
    const { left, wrong, others } = leftOpenings({ ...auction, bids: [bid('2', price)] }, open);
    expect(left).to.deep.equal([
      { place: { side: 'buyer', auctionId, tag: '1'.repeat(64) }, opening: asked },
      { place: { side: 'seller', auctionId, tag: '2'.repeat(64) }, opening: price },
    ]);
    expect([wrong, others]).to.deep.equal([[], 0]);
  });

  it('unseals nothing of a price that is open', () => {
    const price = openingOf(20);
    const openAlready = { ...auction, maxPrice: { ...asked, at: 70 } };
    const bids = [bid('2', price, { reveal: { ...price, at: 70 } })];
    const never = (): PriceOpening => {
      throw new Error('it was unsealed');
    };
    expect(leftOpenings({ ...openAlready, bids }, never)).to.deep.equal({ left: [], wrong: [], others: 0 });
  });

  it('counts what was left with others or with nobody', () => {
    const { sealedOpening: theirs, ...unsealed } = bid('3', openingOf(30));
    expect(theirs).to.be.a('string');
    const foreign = bid('2', openingOf(20), { sealedOpening: leftWith('another', openingOf(20)) });
    const found = leftOpenings({ ...auction, bids: [foreign, unsealed] }, open);
    expect([found.left.length, found.wrong, found.others]).to.deep.equal([1, [], 2]);
  });

  it('names what the ledger would not take', () => {
    const bids = [
      bid('2', openingOf(20), { sealedOpening: leftWith('me', openingOf(19)) }),
      bid('3', openingOf(1001)),
      bid('4', openingOf(1), { sealedOpening: leftWith('me', 'nonsense') }),
    ];
    const { left, wrong } = leftOpenings({ ...auction, bids }, open);
    expect(left).to.have.length(1);
    expect(wrong.map(({ place, code }) => [place.tag.slice(0, 1), code])).to.deep.equal([
      ['2', 'OPENING_WRONG'],
      ['3', 'PRICE_TOO_HIGH'],
      ['4', 'MESSAGE_MALFORMED'],
    ]);
  });

  it('passes on what is no matter of one opening', () => {
    const broken = (): PriceOpening => {
      throw new CodedError('SEALING_KEY_INVALID', 'the key is of no use');
    };
    expect(() => leftOpenings(auction, broken)).to.throw('SEALING_KEY_INVALID');
  });
});
