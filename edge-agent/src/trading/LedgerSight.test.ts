import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuctionView } from '@acequia/protocol';
import { KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { pino } from 'pino';
import { auction, bid, delivery, opened, settlement, trader } from '../../test/auctionViews.js';
import { DeskScene } from '../../test/DeskScene.js';
import { cipher } from '../../test/homeKeysOn.js';
import { NOON } from '../../test/tradingScene.js';
import { TradeBook } from './TradeBook.js';
import type { TradeEntry } from './tradeEntry.js';
import { TradeRunner } from './TradeRunner.js';

const { biddingEndsAt, revealEndsAt } = auction;
const OPENINGS: readonly string[] = ['depositMaxPrice', 'revealBid'];

describe('a trade between two peers', () => {
  let folder: string;
  let scene: DeskScene;
  let book: TradeBook;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-sight-'));
    scene = new DeskScene();
    scene.now = NOON + 700;
    book = new TradeBook(new KeyStore(folder, cipher));
    await book.load();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A trade of the home, which has come as far as that, and closes what is due at once. */
  const begin = async (side: 'buy' | 'sell', phase: TradeEntry['phase']): Promise<TradeEntry> => {
    const trade = { ...scene.newTrade(side), auctionId: auction.auctionId, phase, patience: 0 };
    await book.add(trade);
    return trade;
  };
  /** One pass of the agent. @returns what it said in it. */
  const run = async (): Promise<string[]> => {
    scene.said.length = 0;
    const log = pino({ level: 'silent' });
    await new TradeRunner({ book, desk: scene.desk, now: () => scene.now, log }).run();
    return scene.said.map(([name]) => name);
  };
  const trade = (): TradeEntry | undefined => book.list()[0];
  const [mine, others] = [auction, { ...auction, buyer: { ...trader, tag: 'f'.repeat(64) } }];
  const withBid = { ...others, bids: [bid] };
  const SIDES = { buy: mine, sell: withBid } as const;
  /** A lie: all of it is over, or closed so that prices are to be told. */
  const lies = (view: AuctionView): AuctionView[] => [
    { ...view, phase: 'reveal', biddingEndsAt: NOON + 10, revealEndsAt: NOON + 9 * 86_400 },
    { ...view, phase: 'settling', biddingEndsAt: NOON + 10 },
    { ...view, phase: 'settled', settlement, biddingEndsAt: NOON + 10 },
  ];

  for (const side of ['buy', 'sell'] as const) {
    const view = SIDES[side];

    it(`tells no price while its own peer takes bids, and goes on unharmed, when this home ${side}s`, async () => {
      await begin(side, 'ready');
      for (const lie of lies(view)) {
        scene.theirs = lie;
        // As soon as it was sent, and once it has come to the home's own peer.
        for (const own of [side === 'buy' ? undefined : others, view]) {
          scene.own = own;
          expect(await run(), lie.phase).to.deep.equal([]);
          expect(trade()?.phase).to.equal(own === view ? 'placed' : 'ready');
        }
        await book.step(trade()?.tradeId ?? '', (entry) => ({ ...entry, phase: 'ready' }));
      }
      scene.own = { ...view, phase: 'reveal' };
      scene.now = biddingEndsAt;
      const opening = (await run())[0] ?? '';
      expect(OPENINGS).to.include(opening);
    });

    it(`tells no price before the time by its own clock, when this home ${side}s`, async () => {
      await begin(side, 'placed');
      scene.own = { ...view, phase: 'reveal' };
      scene.now = biddingEndsAt - 1;
      expect(await run()).to.deep.equal([]);
      scene.now = biddingEndsAt;
      expect(OPENINGS).to.include((await run())[0]);
    });

    it(`never tells a price that was not told in time, when this home ${side}s`, async () => {
      await begin(side, 'placed');
      scene.own = { ...view, phase: 'settled', settlement: { ...settlement, outcome: 'hurried' } };
      scene.theirs = { ...view, phase: 'reveal', revealEndsAt: scene.now + 9 * 86_400 };
      scene.now = revealEndsAt - 1;
      expect((await run()).filter((name) => OPENINGS.includes(name))).to.deep.equal([]);
      expect(trade()?.outcome?.kind).to.equal('nothing');
    });

    it(`waits, and loses nothing, while its own peer is behind, when this home ${side}s`, async () => {
      await begin(side, 'ready');
      const before = side === 'buy' ? undefined : others;
      scene.own = before;
      scene.theirs = before;
      expect(await run()).to.include(side === 'buy' ? 'offer' : 'bid');
      // It is on the ledger, and for long the home's own peer does not have it: it is neither sent again nor let go of.
      for (const theirs of [view, { ...view, phase: 'reveal' as const }]) {
        scene.theirs = theirs;
        scene.now = theirs.phase === 'reveal' ? biddingEndsAt + 60 : biddingEndsAt - 60;
        expect(await run()).to.deep.equal([]);
        expect(trade()?.phase).to.equal('ready');
      }
      scene.own = { ...view, phase: 'reveal' };
      expect(OPENINGS).to.include((await run())[0]);
    });
  }

  it('is let go of, with no price told, when the community’s peer alone says that its bid stands', async () => {
    await begin('sell', 'ready');
    [scene.own, scene.theirs] = [
      { ...others, phase: 'reveal' },
      { ...withBid, phase: 'reveal' },
    ];
    scene.now = biddingEndsAt + 60;
    expect(await run()).to.deep.equal([]);
    expect(trade()?.outcome).to.include({ kind: 'abandoned', code: 'TRADE_LATE' });
  });

  it('is not let go of, or sent again, when the community’s peer denies a bid that its own peer has', async () => {
    await begin('sell', 'ready');
    [scene.own, scene.theirs] = [withBid, others];
    scene.now = biddingEndsAt - 1;
    expect(await run()).to.deep.equal([]);
    expect(trade()?.phase).to.equal('placed');
  });

  it('ends as its own peer says, and is over once nothing is held there and the account is empty', async () => {
    await begin('sell', 'opened');
    const sold = { ...withBid, phase: 'settled', settlement } as const;
    const held = { ...sold, bids: [{ ...bid, reveal: opened, delivery }] };
    const release = { breachedLots: 0, charged: '0', paid: '60', at: delivery.claimEndsAt };
    const released = { ...sold, bids: [{ ...bid, reveal: opened, delivery: { ...delivery, release } }] };
    const nothing = { ...sold, bids: [{ ...bid, reveal: opened }] };
    scene.own = held;
    for (const theirs of [released, nothing, { ...sold, bids: [bid] }]) {
      scene.theirs = theirs;
      await run();
      expect(trade()).to.deep.include({
        phase: 'settled',
        outcome: { kind: 'traded', lots: 12, price: '2' },
      });
    }
    // What was paid out has not come into the account at a peer that is behind: empty says nothing there.
    [scene.own, scene.theirs] = [released, held];
    await run();
    expect(trade()?.phase).to.equal('settled');
    scene.theirs = 'same';
    await run();
    expect(trade()?.phase).to.equal('over');
  });
});
