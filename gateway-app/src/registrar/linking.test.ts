import { random16Hex } from '@acequia/protocol';
import { expect } from 'chai';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { RegistrarDesk } from '../../test/RegistrarDesk.js';
import { START } from '../../test/sampleFacts.js';
import { TradingTown, type KnownTrace } from '../../test/TradingTown.js';

const ENTITLEMENTS = [90, 80, 80, 120, 200, 95, 80, 300];
const AUCTIONS = 6;

/** How often two pseudonyms look alike to somebody who compares a part of what the ledger shows of them. */
interface Comparison {
  readonly sameHome: number;
  readonly others: number;
}

/** The share of pairs that look alike: of one home's pseudonyms in different auctions, and of different homes'. */
function compare(traces: readonly KnownTrace[], looks: (trace: KnownTrace) => string): Comparison {
  const pairs = traces.flatMap((a, i) => traces.slice(i + 1).map((b) => [a, b] as const));
  const share = (chosen: readonly (readonly [KnownTrace, KnownTrace])[]): number =>
    chosen.filter(([a, b]) => looks(a) === looks(b)).length / chosen.length;
  const across = pairs.filter(([a, b]) => a.auctionId !== b.auctionId);
  return {
    sameHome: share(across.filter(([a, b]) => a.homeId === b.homeId)),
    others: share(across.filter(([a, b]) => a.homeId !== b.homeId)),
  };
}

/** Each home takes part in most auctions, as buyer of one of them; all auctions are of as many lots as there is a coin of. */
function playMonth(town: TradingTown): void {
  for (let i = 0; i < AUCTIONS; i += 1) {
    const auctionId = random16Hex();
    const lots = [2, 4, 8, 16][i % 4] ?? 2;
    for (const [j, homeId] of town.homes.entries()) {
      if ((i + j) % 5 === 0) continue;
      town.trade(homeId, auctionId, i === j ? 'buyer' : 'seller', lots, START + i * 86_400);
    }
  }
}

describe('somebody who reads the ledger', () => {
  const files = new RegistrarDesk();
  let opened: OpenBook;
  let town: TradingTown;
  beforeEach(async () => {
    opened = openBook();
    const keys = await files.load();
    if (keys === undefined) throw new Error('it is configured');
    town = new TradingTown(opened.book, keys, ENTITLEMENTS);
    playMonth(town);
    expect(town.traces.length).to.be.above(30);
  });
  afterEach(() => {
    opened.close();
  });
  after(() => {
    files.close();
  });

  it('finds nothing in certificates, tickets and accounts that two pseudonyms have and not all', () => {
    const [first] = town.traces;
    for (const name of Object.keys(first?.fields ?? {})) {
      if (name === 'length') continue;
      const values = new Set(town.traces.map(({ fields }) => fields[name]));
      expect([1, town.traces.length], `${name}: ${String(values.size)} values`).to.include(values.size);
    }
  });

  it('finds no home named in any of it', () => {
    const text = JSON.stringify(town.traces.map(({ fields, payments }) => ({ fields, payments })));
    for (const homeId of town.homes) expect(text).to.not.include(`"${homeId}`).and.not.include(`=${homeId}`);
  });

  it('sees the same payments to all who take part in an auction, whoever they are', () => {
    for (const auctionId of new Set(town.traces.map((trace) => trace.auctionId))) {
      const paid = town.traces
        .filter((trace) => trace.auctionId === auctionId)
        .map(({ payments }) => payments);
      expect(new Set(paid.map((each) => each.join(' '))).size).to.equal(1);
    }
  });

  it('sees sellers sell coins that every home has, and buyers buy into accounts that nobody had', () => {
    for (const { fields, auctionId } of town.traces) {
      const lots = town.opening.get(fields.quotaAccountId ?? '');
      const ofAuction = town.traces
        .filter((trace) => trace.auctionId === auctionId)
        .map((trace) => town.opening.get(trace.fields.quotaAccountId ?? ''));
      expect(new Set(ofAuction.filter((each) => each !== undefined)).size).to.equal(1);
      if (lots === undefined) continue;
      const alike = [...town.opening.values()].filter((each) => each === lots).length;
      expect(alike).to.be.at.least(town.homes.length);
    }
  });

  it('does no better by comparing pseudonyms than by guessing', () => {
    const looks: Record<string, (trace: KnownTrace) => string> = {
      payments: ({ payments }) => payments.join(' '),
      coin: ({ fields }) => String(town.opening.get(fields.quotaAccountId ?? '')),
      length: ({ fields }) => fields.length ?? '',
    };
    for (const [name, look] of Object.entries(looks)) {
      const { sameHome, others } = compare(town.traces, look);
      expect(
        Math.abs(sameHome - others),
        `${name}: ${String(sameHome)} against ${String(others)}`,
      ).to.be.below(0.15);
    }
  });

  it('would link the pseudonyms of homes that traded from one account or were paid what they asked for', () => {
    const main = (homeId: string): string => `acc-${homeId}`;
    const careless = town.traces.map((trace) => ({
      ...trace,
      fields: { ...trace.fields, quotaAccountId: main(trace.homeId) },
      payments: [String(1000 + town.homes.indexOf(trace.homeId))],
    }));
    for (const look of [
      ({ fields }: KnownTrace) => fields.quotaAccountId ?? '',
      ({ payments }: KnownTrace) => payments.join(' '),
    ]) {
      expect(compare(careless, look)).to.deep.equal({ sameHome: 1, others: 0 });
    }
  });
});
