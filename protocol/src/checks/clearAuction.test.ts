import { expect } from 'chai';
import fc from 'fast-check';
import { sha256Hex } from '../crypto/hash.js';
import { tieRank } from '../crypto/tieRank.js';
import { clearAuction, type Clearing, type RevealedBid } from './clearAuction.js';

const salt = '5'.repeat(32);
const demand = (lots: number, maxPrice: bigint): Parameters<typeof clearAuction>[0] => ({
  lots,
  maxPrice,
  salt,
});
const bid = (name: string, unitPrice: bigint, lots = 1): RevealedBid => ({
  tag: name,
  lots,
  unitPrice,
  commitment: sha256Hex(name),
});
const sold = (tag: string, lots = 1): { tag: string; lots: number } => ({ tag, lots });

/** What a seller gains over keeping its lots, which are worth `value` each to it. */
function gain({ winners, unitPrice }: Clearing, tag: string, value: bigint): bigint {
  const lots = winners.find((winner) => winner.tag === tag)?.lots ?? 0;
  return BigInt(lots) * (unitPrice - value);
}

describe('clearAuction', () => {
  it('pays the lowest bid what the second lowest asked', () => {
    const bids = [bid('a', 70n), bid('b', 40n), bid('c', 55n)];
    expect(clearAuction(demand(1, 90n), bids)).to.deep.equal({
      winners: [sold('b')],
      lots: 1,
      unitPrice: 55n,
    });
  });

  it('pays no more than the buyer would', () => {
    const bids = [bid('a', 95n), bid('b', 40n)];
    expect(clearAuction(demand(1, 90n), bids)).to.deep.equal({
      winners: [sold('b')],
      lots: 1,
      unitPrice: 90n,
    });
  });

  it('pays a single bid the most that the buyer would', () => {
    expect(clearAuction(demand(1, 90n), [bid('a', 40n)]).unitPrice).to.equal(90n);
    expect(clearAuction(demand(1, 40n), [bid('a', 40n)])).to.deep.equal({
      winners: [sold('a')],
      lots: 1,
      unitPrice: 40n,
    });
  });

  it('sells nothing when all ask for more, or nobody revealed', () => {
    const nothing = { winners: [], lots: 0, unitPrice: 0n };
    expect(clearAuction(demand(3, 40n), [bid('a', 41n), bid('b', 1000n)])).to.deep.equal(nothing);
    expect(clearAuction(demand(3, 40n), [])).to.deep.equal(nothing);
  });

  it('decides ties by the lowest hash of buyer’s salt and commitment', () => {
    const bids = ['a', 'b', 'c', 'd'].map((name) => bid(name, 40n));
    const first = bids
      .map(({ tag, commitment }) => ({ tag, rank: tieRank(salt, commitment) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))[0];
    expect(tieRank(salt, bids[0]?.commitment ?? '')).to.equal(sha256Hex(salt + sha256Hex('a')));
    expect(clearAuction(demand(1, 90n), bids)).to.deep.equal({
      winners: [sold(first?.tag ?? '')],
      lots: 1,
      unitPrice: 40n,
    });
  });

  it('fills a bid in part, and its own price is then a rejected one', () => {
    const bids = [bid('a', 30n, 2), bid('b', 50n, 3), bid('c', 60n, 3)];
    expect(clearAuction(demand(4, 90n), bids)).to.deep.equal({
      winners: [sold('a', 2), sold('b', 2)],
      lots: 4,
      unitPrice: 50n,
    });
    expect(clearAuction(demand(5, 90n), bids).unitPrice).to.equal(60n);
  });

  it('sells what there is when more is wanted', () => {
    const bids = [bid('a', 30n, 2), bid('b', 50n, 3)];
    expect(clearAuction(demand(9, 90n), bids)).to.deep.equal({
      winners: [sold('a', 2), sold('b', 3)],
      lots: 5,
      unitPrice: 90n,
    });
    expect(clearAuction(demand(9, 40n), bids)).to.deep.equal({
      winners: [sold('a', 2)],
      lots: 2,
      unitPrice: 40n,
    });
  });

  const price = fc.bigInt({ min: 0n, max: 20n });
  const bids = (lots: fc.Arbitrary<number>): fc.Arbitrary<RevealedBid[]> =>
    fc
      .array(fc.tuple(price, lots), { maxLength: 12 })
      .map((all) => all.map(([unitPrice, count], index) => bid(`seller ${String(index)}`, unitPrice, count)));
  const wanted = fc.integer({ min: 1, max: 12 });
  const many = fc.integer({ min: 1, max: 5 });

  it('gives the same whatever the order of the bids', () => {
    const shuffled = bids(many).chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, wanted, price, ([all, other], lots, maxPrice) => {
        expect(clearAuction(demand(lots, maxPrice), other)).to.deep.equal(
          clearAuction(demand(lots, maxPrice), all),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('pays between a winner’s bid and what the buyer pays at most, and sells no more than is wanted or offered', () => {
    fc.assert(
      fc.property(bids(many), wanted, price, (all, lots, maxPrice) => {
        const clearing = clearAuction(demand(lots, maxPrice), all);
        const offered = all
          .filter((each) => each.unitPrice <= maxPrice)
          .reduce((sum, each) => sum + each.lots, 0);
        expect(clearing.lots).to.equal(Math.min(lots, offered));
        expect(clearing.winners.reduce((sum, winner) => sum + winner.lots, 0)).to.equal(clearing.lots);
        for (const winner of clearing.winners) {
          const own = all.find(({ tag }) => tag === winner.tag);
          expect(winner.lots).to.be.within(1, own?.lots ?? 0);
          expect(clearing.unitPrice >= (own?.unitPrice ?? maxPrice + 1n)).to.equal(true);
          expect(clearing.unitPrice <= maxPrice).to.equal(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('makes the truth the best bid for who offers one lot', () => {
    fc.assert(
      fc.property(bids(many), wanted, price, price, price, (others, lots, maxPrice, value, lie) => {
        const outcome = (unitPrice: bigint): bigint =>
          gain(clearAuction(demand(lots, maxPrice), [...others, bid('me', unitPrice)]), 'me', value);
        const honest = outcome(value);
        expect(honest >= 0n).to.equal(true);
        expect(outcome(lie) <= honest).to.equal(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never pays anybody more because one bid more was made', () => {
    fc.assert(
      fc.property(bids(fc.constant(1)), wanted, price, price, (all, lots, maxPrice, shill) => {
        const before = clearAuction(demand(lots, maxPrice), all);
        const after = clearAuction(demand(lots, maxPrice), [...all, bid('shill', shill)]);
        expect(before.lots === 0 || after.unitPrice <= before.unitPrice).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});
