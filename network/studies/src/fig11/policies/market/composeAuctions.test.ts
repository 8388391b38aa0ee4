import { expect } from 'chai';
import { composeAuctions } from './composeAuctions.js';
import { TradeDraw } from './TradeDraw.js';

const draw = new TradeDraw(1, 2, 3600);
const offers = Array.from({ length: 400 }, (_, index) => ({ home: 10 + index, lots: 15, unitPrice: 5n }));

describe('composeAuctions', () => {
  const demands = [
    { home: 0, lots: 30 },
    { home: 1, lots: 10 },
  ];

  it('puts every seller into one auction, more of them where more is wanted', () => {
    const auctions = composeAuctions(demands, offers, draw);
    const homes = auctions.flatMap(({ bids }) => bids.map(({ home }) => home));
    expect([...homes].sort((a, b) => a - b)).to.deep.equal(offers.map(({ home }) => home));
    expect(auctions[0]?.bids.length).to.be.within(260, 340);
  });

  it('lets nobody offer more than is wanted', () => {
    const [first, second] = composeAuctions(demands, offers, draw);
    expect(first?.bids.every(({ lots }) => lots === 15)).to.equal(true);
    expect(second?.bids.every(({ lots }) => lots === 10)).to.equal(true);
  });

  it('draws the same again, with ids and salts that occur once', () => {
    const auctions = composeAuctions(demands, offers, draw);
    expect(composeAuctions(demands, offers, new TradeDraw(1, 2, 3600))).to.deep.equal(auctions);
    const drawn = auctions.flatMap(({ auctionId, salt, bids }) => [
      auctionId,
      salt,
      ...bids.map((bid) => bid.salt),
    ]);
    expect(new Set(drawn).size).to.equal(drawn.length);
    expect(drawn.every((hex) => /^[0-9a-f]{32}$/.test(hex))).to.equal(true);
    expect(composeAuctions(demands, offers, new TradeDraw(1, 3, 3600))).to.not.deep.equal(auctions);
  });

  it('opens auctions without bids when nobody sells, and none when nobody buys', () => {
    expect(composeAuctions(demands, [], draw).map(({ bids }) => bids)).to.deep.equal([[], []]);
    expect(composeAuctions([], offers, draw)).to.deep.equal([]);
  });
});
