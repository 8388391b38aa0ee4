import { CodedError, priceCommitment, type AuctionView, type BidView } from '@acequia/protocol';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { CliError } from '../CliError.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import type { InitState } from '../init/initStateSchema.js';
import { Output } from '../output/Output.js';
import { auctionTimes } from './auctionTimes.js';
import { buildTradeReport } from './buildTradeReport.js';
import type { TradeResult } from './playTrade.js';
import { renderTrade } from './renderTrade.js';
import { tradeMillis } from './tradeMillis.js';
import { tryTrade } from './tryTrade.js';

const file = {
  community: { name: 'Alta', timeZone: 'Europe/Madrid', currency: { code: 'EUR', minorDigits: 2 } },
  tariff: { water: { price: '1.85', excess: '3.20' } },
  token: { name: 'Token', symbol: 'SCT', decimals: 2, supply: 1000 },
} as unknown as CommunityFile;
const START = Date.parse('2016-10-01T00:00:00Z') / 1000;
const auctionId = 'a'.repeat(32);
const accountId = `acc-${'1'.repeat(32)}`;
const salt = '8'.repeat(32);
const terms = {
  fund: `acc-${'f'.repeat(32)}`,
  excessPrice: '32',
  depositRatioBp: 2000,
  deadEndPenaltyBp: 100,
  biddingSeconds: 3600,
  revealSeconds: 3600,
  claimSeconds: 86_400,
  disputeSeconds: 86_400,
  maxLots: 100,
};
const trader = (tag: string): Pick<BidView, 'tag' | 'keyHash' | 'accountId' | 'quotaAccountId'> => ({
  tag: tag.repeat(64),
  keyHash: '6'.repeat(64),
  accountId,
  quotaAccountId: accountId,
});

function bid(tag: string, asked: string, sold: number): BidView {
  const opening = { unitPrice: asked, salt };
  return {
    auctionId,
    ...trader(tag),
    lots: 4,
    commitment: priceCommitment({ side: 'seller', auctionId, tag: tag.repeat(64) }, opening),
    bond: '192',
    at: START,
    reveal: { ...opening, at: START },
    delivery: {
      auctionId,
      tag: tag.repeat(64),
      keyHash: '6'.repeat(64),
      accountId,
      lots: sold,
      unitPrice: '25',
      proceeds: String(25 * sold),
      bond: String(32 * sold),
      excessPrice: '32',
      depositRatioBp: 2000,
      fund: terms.fund,
      periodEnd: START + 86_400,
      claimEndsAt: START + 172_800,
      disputeSeconds: 86_400,
    },
  };
}

const buyer = trader('5');
const maxPrice = { unitPrice: '30', salt };
const auction: AuctionView = {
  auctionId,
  periodId: '2016-10',
  resource: 'water',
  lots: 6,
  buyer,
  maxPriceHash: priceCommitment({ side: 'buyer', auctionId, tag: buyer.tag }, maxPrice),
  bond: '192',
  terms,
  openedAt: START,
  biddingEndsAt: START + 3600,
  revealEndsAt: START + 7200,
  periodEnd: START + 86_400,
  phase: 'settled',
  maxPrice: { ...maxPrice, at: START },
  settlement: { outcome: 'traded', lots: 6, unitPrice: '25', toFund: '0', settledAt: START },
  bids: [bid('b', '20', 4), bid('c', '25', 2)],
};
const played = (
  homeId: string,
  side: 'buy' | 'sell',
  lots: number,
  sold: number,
): TradeResult['trades'][number] => ({
  homeId,
  trade: {
    tradeId: 'd'.repeat(32),
    auctionId,
    side,
    resource: 'water',
    periodId: '2016-10',
    lots,
    quantity: String(100 * lots),
    price: '30',
    phase: 'settled',
    isByHand: true,
    startedAt: START,
    outcome: { kind: 'traded', lots: sold, price: '25' },
  },
});
const result: TradeResult = {
  auction,
  period: {
    periodId: '2016-10',
    start: START,
    end: START + 86_400,
    contracts: [{ resource: 'water', lotSize: '100', lots: 90 }],
  },
  reserve: {
    supply: '100000',
    currency: '100000',
    required: '100000',
    covers: true,
    unfolded: 0,
    deltas: [],
  },
  trades: [played('SH2', 'buy', 6, 6), played('SH1', 'sell', 4, 4), played('SH3', 'sell', 4, 2)],
};

describe('the trade of the demonstration', () => {
  it('is in the report as the ledger and the homes have it', () => {
    expect(buildTradeReport(result)).to.deep.equal({
      periodId: '2016-10',
      resource: 'water',
      lots: 6,
      unitPrice: 25,
      bids: [
        { tag: 'bbbbbbbb', lots: 4, asked: 20, sold: 4, proceeds: 100 },
        { tag: 'cccccccc', lots: 4, asked: 25, sold: 2, proceeds: 50 },
      ],
      homes: [
        { id: 'SH2', side: 'buy', lots: 6, tokens: 150 },
        { id: 'SH1', side: 'sell', lots: 4, tokens: 100 },
        { id: 'SH3', side: 'sell', lots: 2, tokens: 50 },
      ],
      reserve: { supply: 100_000, currency: 100_000, required: 100_000, covers: true },
    });
  });

  it('is not believed where the auction did not end as its bids have it', () => {
    const wrong = { ...auction, settlement: { ...auction.settlement, unitPrice: '24' } } as AuctionView;
    expect(() => buildTradeReport({ ...result, auction: wrong })).to.throw('AUCTION_WRONG');
  });

  it('is told without homes where anybody sees it, and to each home in its own words', () => {
    const lines = renderTrade(result, file);
    const own = lines.findIndex((line) => line.startsWith('What each home sees'));
    expect(lines.slice(0, own).join('\n')).to.not.match(/SH\d/);
    expect(lines[0]).to.equal('A trade of water for 2016-10, as anybody sees it on the ledger:');
    expect(lines).to.include.members([
      'SH2 bought 600 litres for 1.50 SCT; above its quota they would have cost €1.92.',
      'SH3 sold 200 litres for 0.50 SCT, which it is paid when the month is over and it has left what it sold.',
      'That is what stands on the ledger.',
      'Buying all of them back at the price in force would cost €1,000.00: the reserve covers it.',
    ]);
  });

  it('has an auction as long as programs need, and none where a month is too short for it', () => {
    expect(auctionTimes('embedded', 86_400)).to.deep.equal({ biddingHours: 240, revealHours: 168 });
    expect(auctionTimes('fabric', 21_600)).to.deep.equal({ biddingHours: 120, revealHours: 72 });
    expect(auctionTimes('fabric', 50_000)).to.deep.equal({ biddingHours: 278, revealHours: 167 });
    expect(auctionTimes('embedded', 86_401)).to.equal(undefined);
  });

  describe('that does not come about', () => {
    const lines: string[] = [];
    const write = (text: string): void => {
      lines.push(text);
    };
    const parts = {
      runDir: 'nowhere',
      state: { clock: { speed: 86_400 } } as InitState,
      output: new Output(false, { out: write, err: write }),
      signal: new AbortController().signal,
    };
    beforeEach(() => {
      lines.length = 0;
    });

    it('is no failure of the demonstration where the machine was too slow for it', async () => {
      for (const slow of [
        new CliError('TRADE_LATE', 'waited in vain'),
        new CliError('TRADE_FAILED', 'it came to nothing'),
        new CodedError('PERIOD_TOO_SHORT', 'the month is nearly over'),
      ]) {
        expect(await tryTrade(parts, 'embedded', async () => Promise.reject(slow))).to.deep.equal({});
        expect(lines.pop()).to.equal(
          `no trade is shown: this machine was too slow for it (${slow.message})\n`,
        );
      }
    });

    it('is a failure to throw behind the bills for any other reason, as where its auction is wrong', async () => {
      const wrong = { ...auction, settlement: { ...auction.settlement, unitPrice: '24' } } as AuctionView;
      const { failure, ...rest } = await tryTrade(parts, 'embedded', async () =>
        Promise.resolve({ ...result, auction: wrong }),
      );
      expect(String(failure)).to.contain('AUCTION_WRONG');
      expect(rest).to.deep.equal({});
      const broken = new CodedError('OWNER_DENIED', 'not the owner');
      expect(await tryTrade(parts, 'embedded', async () => Promise.reject(broken))).to.deep.equal({
        failure: broken,
      });
      expect(lines).to.deep.equal([]);
    });
  });

  it('is shown with its report', async () => {
    const output = new Output(false, { out: () => undefined, err: () => undefined });
    const state = { clock: { speed: 86_400 } } as InitState;
    const parts = { runDir: 'nowhere', state, output, signal: new AbortController().signal };
    expect(await tryTrade(parts, 'embedded', async () => Promise.resolve(result))).to.deep.equal({
      shown: { trade: result, report: buildTradeReport(result) },
    });
  });

  it('is waited for until ten seconds after its month, and no more than four minutes', () => {
    const month = { start: START, end: START + 30 * 86_400 };
    const wall = 1_000_000;
    const clock = { origin: START, start: wall / 1000, speed: 86_400 };
    expect(tradeMillis(clock, month, wall)).to.equal(40_000);
    expect(tradeMillis(clock, month, wall + 39_000)).to.equal(1000);
    expect(tradeMillis(clock, month, wall + 41_000)).to.equal(0);
    expect(tradeMillis({ ...clock, speed: 60 }, month, wall)).to.equal(240_000);
  });
});
