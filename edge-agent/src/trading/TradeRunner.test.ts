import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { pino } from 'pino';
import { AuctionDesk, Killed } from '../../test/AuctionDesk.js';
import { cipher } from '../../test/homeKeysOn.js';
import { ManualTimer } from '../../test/ManualTimer.js';
import { NOON, TODAY } from '../../test/tradingScene.js';
import { beginTrades } from './beginTrades.js';
import type { Decision } from './decisionSchema.js';
import { dueStep } from './dueStep.js';
import { nextTrade } from './nextTrade.js';
import { TradeBook } from './TradeBook.js';
import type { TradeEntry } from './tradeEntry.js';
import { TradeRunner } from './TradeRunner.js';

const DAY = 86_400;
const log = pino({ level: 'silent' });
const decision = (side: 'buy' | 'sell', lots = 12): Decision => ({
  at: NOON,
  side,
  resource: 'water',
  reason: 'trade',
  intent: { periodId: '2016-09', lots, quantity: String(10 * lots), price: '2' },
});
const grounds = { periodEnd: TODAY + 11 * DAY, auctions: [], coins: [20], known: new Set<string>(), left: 3 };

describe('a trade', () => {
  let folder: string;
  let timer: ManualTimer;
  let desk: AuctionDesk;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-trade-'));
    timer = new ManualTimer(NOON);
    desk = new AuctionDesk(() => timer.now());
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const openBook = async (): Promise<TradeBook> => {
    const book = new TradeBook(new KeyStore(folder, cipher));
    await book.load();
    return book;
  };
  const run = async (book: TradeBook): Promise<void> => {
    await new TradeRunner({ book, desk, now: () => timer.now(), log }).run();
  };
  /** Lets time pass in steps of five minutes; whenever the program is killed it starts anew from the disk. */
  const runThrough = async (seconds: number): Promise<{ trade: TradeEntry | undefined; kills: number }> => {
    let kills = 0;
    let book = await openBook();
    const end = timer.now() + seconds;
    while (timer.now() < end) {
      try {
        await run(book);
        timer.set(timer.now() + 300);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        kills += 1;
        book = await openBook();
      }
    }
    return { trade: book.list()[0], kills };
  };
  const begin = async (side: 'buy' | 'sell'): Promise<TradeEntry> => {
    if (side === 'sell') desk.begin('ab'.repeat(16));
    const [trade] = beginTrades(decision(side), { ...grounds, auctions: await desk.openAuctions() });
    if (trade === undefined) throw new Error('nothing was begun');
    await (await openBook()).add(trade);
    return trade;
  };

  const ALL = ['prepare', 'place', 'opening', 'open', 'closed', 'settled', 'collect'];

  for (const side of ['buy', 'sell'] as const) {
    it(`goes by itself from the intent to the end, when this home ${side}s`, async () => {
      await begin(side);
      const { trade } = await runThrough(3 * 3600);
      expect(desk.effects).to.deep.equal(ALL);
      expect(trade).to.deep.include({ phase: 'over', outcome: { kind: 'traded', lots: 12, price: '2' } });
    });

    it(`has each effect once and ends the same, killed at any step, when this home ${side}s`, async () => {
      let killed = 0;
      for (let after = 1; after <= 2 * ALL.length; after += 1) {
        rmSync(folder, { recursive: true });
        timer.set(NOON);
        desk = new AuctionDesk(() => timer.now());
        await begin(side);
        desk.killAfter = after;
        const { trade, kills } = await runThrough(3 * 3600);
        killed += kills;
        expect(desk.effects, `killed after ${String(after)}`).to.deep.equal(ALL);
        expect(trade?.outcome).to.deep.equal({ kind: 'traded', lots: 12, price: '2' });
        expect(trade?.phase).to.equal('over');
      }
      expect(killed).to.equal(2 * ALL.length);
    });
  }

  it('is on the disk, unreadable, before anything is sent', async () => {
    const trade = await begin('buy');
    const files = readdirSync(join(folder, 'trade'));
    expect(files).to.deep.equal([`${trade.tradeId}.sealed`]);
    expect(readFileSync(join(folder, 'trade', files[0] ?? '')).includes(trade.salt)).to.equal(false);
    expect(desk.effects).to.deep.equal([]);
  });

  it('is not placed before its time', async () => {
    const trade = await begin('buy');
    const book = await openBook();
    await book.step(trade.tradeId, (entry) => ({ ...entry, notBefore: NOON + 500 }));
    await run(book);
    expect(desk.effects).to.deep.equal([]);
    timer.set(NOON + 500);
    await run(book);
    expect(desk.effects).to.deep.equal(['prepare', 'place']);
  });

  it('waits for a ledger that is away, and is let go of when it is refused', async () => {
    const { tradeId } = await begin('buy');
    const book = await openBook();
    timer.set(NOON + 600);
    desk.refuseWith = 'LEDGER_UNAVAILABLE';
    await run(book);
    expect(book.list()[0]?.phase).to.equal('intended');
    desk.refuseWith = 'FUNDS_SHORT';
    await run(book);
    const trade = await book.step(tradeId, () => undefined);
    expect(trade.outcome).to.deep.equal({ kind: 'abandoned', lots: 0, price: '0', code: 'FUNDS_SHORT' });
    await run(book);
    expect(desk.effects).to.deep.equal([]);
  });

  it('is let go of at once when somebody else has an auction of its id', async () => {
    const trade: TradeEntry = { ...(await begin('buy')), phase: 'ready' };
    const look = {
      phase: 'bidding',
      biddingEndsAt: NOON + 1000,
      openingEndsAt: NOON + 2000,
      mine: 'absent',
      isReleased: false,
    } as const;
    expect(nextTrade(trade, { type: 'seen', look }, NOON)?.outcome?.code).to.equal('AUCTION_EXISTS');
    expect(nextTrade({ ...trade, phase: 'placed' }, { type: 'seen', look }, NOON)).to.equal(undefined);
    expect(nextTrade({ ...trade, side: 'sell' }, { type: 'seen', look }, NOON)).to.equal(undefined);
  });

  it('is never let go of once it is on the ledger', async () => {
    await begin('buy');
    const book = await openBook();
    timer.set(NOON + 600);
    await run(book);
    timer.set(NOON + 600 + 3600 + 120);
    desk.refuseWith = 'SOMETHING_NEW';
    await run(book);
    expect(book.list()[0]?.phase).to.equal('placed');
    await runThrough(3 * 3600);
    expect(desk.effects).to.deep.equal(ALL);
  });

  it('comes too late after a long silence: not placed, or what was set aside is lost', async () => {
    await begin('sell');
    timer.set(NOON + 4000);
    expect((await runThrough(300)).trade?.outcome).to.deep.include({ kind: 'abandoned', code: 'TRADE_LATE' });

    rmSync(folder, { recursive: true });
    await begin('buy');
    timer.set(timer.now() + 600);
    await run(await openBook());
    timer.set(timer.now() + 7200);
    expect((await runThrough(3600)).trade?.outcome?.kind).to.equal('unopened');
  });

  it('may come to nothing', async () => {
    desk.share = 0;
    await begin('buy');
    expect((await runThrough(3 * 3600)).trade?.outcome).to.deep.equal({
      kind: 'nothing',
      lots: 0,
      price: '0',
    });
  });

  it('leaves it to others for a while of its own to pay its sale out: all sales of a period are due in one second', async () => {
    const trade: TradeEntry = { ...(await begin('sell')), phase: 'settled', patience: 100 };
    const look = {
      phase: 'settled',
      biddingEndsAt: NOON + 1000,
      openingEndsAt: NOON + 2000,
      mine: 'opened',
      heldUntil: NOON + 9000,
      isReleased: false,
    } as const;
    expect(dueStep(trade, look, NOON + 9000 + 1499)).to.equal('wait');
    expect(dueStep(trade, look, NOON + 9000 + 1500)).to.equal('collect');
    expect(dueStep(trade, { ...look, hasTokens: true }, NOON + 3000)).to.equal('collect');
  });

  it('is remembered as long as limits may count it', async () => {
    await begin('buy');
    await runThrough(3 * 3600);
    const book = await openBook();
    await book.forgetOld(timer.now() + 61 * DAY);
    expect(book.list()).to.have.length(1);
    await book.forgetOld(timer.now() + 63 * DAY);
    expect((await openBook()).list()).to.deep.equal([]);
  });

  it('never goes back when a peer knows less, and does not wait so long with closing that its price comes too late', async () => {
    const trade: TradeEntry = { ...(await begin('buy')), phase: 'placed', patience: 86_400 };
    expect(nextTrade(trade, { type: 'seen', look: undefined }, NOON)).to.equal(undefined);
    expect(nextTrade(trade, { type: 'refused', code: 'X_WRONG' }, NOON)).to.equal(undefined);
    expect(dueStep(trade, undefined, NOON + 900)).to.equal('wait');
    const look = {
      phase: 'bidding',
      biddingEndsAt: NOON + 1000,
      openingEndsAt: NOON + 2000,
      mine: 'placed',
      isReleased: false,
    } as const;
    expect(dueStep(trade, look, NOON + 1249)).to.equal('wait');
    expect(dueStep(trade, look, NOON + 1250)).to.equal('closeBidding');
    expect(dueStep(trade, { ...look, phase: 'opening' }, NOON + 1251)).to.equal('open');
    expect(dueStep(trade, { ...look, phase: 'opening' }, NOON + 2000)).to.equal('wait');
  });
});

describe('beginTrades', () => {
  it('offers no lot twice, to those that end first, and never to its own or within two minutes of the end', () => {
    const auction = (
      id: string,
      lots: number,
      seconds: number,
    ): { auctionId: string; lots: number; biddingEndsAt: number } => ({
      auctionId: id.repeat(32),
      lots,
      biddingEndsAt: NOON + seconds,
    });
    const auctions = [
      auction('a', 5, 3000),
      auction('b', 4, 1000),
      auction('c', 9, 100),
      auction('d', 9, 500),
      auction('e', 9, 4000),
    ];
    const known = new Set(['d'.repeat(32)]);
    const coins = [3, 4, 5];
    const trades = beginTrades(decision('sell'), { ...grounds, auctions, known, coins });
    expect(trades.map(({ auctionId, lots }) => [auctionId[0], lots])).to.deep.equal([
      ['b', 4],
      ['a', 5],
      ['e', 3],
    ]);
    expect(trades.map((trade) => trade.decision.intent.quantity)).to.deep.equal(['40', '50', '30']);
    expect(
      trades.every(({ notBefore }, index) => notBefore - NOON <= ([500, 600, 600][index] ?? 0)),
    ).to.equal(true);
    const lotsFrom = (...from: number[]): number[] =>
      beginTrades(decision('sell'), { ...grounds, auctions, known, coins: from }).map(({ lots }) => lots);
    // Whole coins where there are some, a part of the smallest where there is no other, and none of it twice.
    expect(lotsFrom(1, 2, 8)).to.deep.equal([2, 1, 8]);
    expect(lotsFrom(16, 8)).to.deep.equal([4, 5]);
    expect(lotsFrom()).to.deep.equal([]);
    expect(beginTrades(decision('sell'), { ...grounds, auctions, left: 1 })).to.have.length(1);
    expect(beginTrades(decision('sell'), { ...grounds, auctions, left: 0 })).to.have.length(0);
    const { intent, ...without } = decision('buy');
    expect(intent?.lots).to.equal(12);
    expect(beginTrades({ ...without, reason: 'enough' }, grounds)).to.deep.equal([]);
  });
});
