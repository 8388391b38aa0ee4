import { channelBodySchema, type ChannelBody } from '@acequia/protocol';
import { expect } from 'chai';
import { pino } from 'pino';
import { HoldingBlocks } from '../../test/HoldingBlocks.js';
import { MarketBlocks } from '../../test/MarketBlocks.js';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { HOUR, period, SampleLedger, START } from '../../test/SampleLedger.js';
import { traderOf } from '../../test/traderOf.js';
import { Pseudonyms } from '../registrar/Pseudonyms.js';
import { AuctionNotices } from './AuctionNotices.js';
import { Subscriptions } from './Subscriptions.js';

const [FIRST, SECOND] = ['1'.repeat(32), '2'.repeat(32)];

describe('AuctionNotices', () => {
  let opened: OpenModel;
  let store: OpenBook;
  let ledger: SampleLedger;
  let blocks: MarketBlocks;
  let holdings: HoldingBlocks;
  let now: number;
  let told: { readonly homeId: string; readonly body: ChannelBody }[];
  let coins: { readonly SH1: string[]; readonly SH2: string[] };
  beforeEach(() => {
    opened = openModel();
    store = openBook();
    ledger = new SampleLedger().found();
    blocks = new MarketBlocks(ledger);
    holdings = new HoldingBlocks(ledger);
    coins = { SH1: holdings.coins('SH1', 'water', [2, 4]), SH2: holdings.coins('SH2', 'water', [2, 4]) };
    now = START + HOUR;
    told = [];
  });
  afterEach(() => {
    opened.close();
    store.close();
  });

  const subscribe = (homeId: string, minLots = 1, resources: ('water' | 'energy')[] = ['water']): void => {
    new Subscriptions(store.book).put(homeId, { resources, minLots, askedAt: now });
    now += 1;
  };
  const pseudonym = (
    homeId: string,
    side: 'buyer' | 'seller',
    keyHash: string,
    quotaAccountId: string,
  ): void => {
    new Pseudonyms(store.book).add({
      keyHash,
      homeId,
      auctionId: FIRST,
      side,
      tokenAccountId: `acc-${keyHash.slice(0, 32)}`,
      quotaAccountId,
      periodId: period.periodId,
      askedAt: START,
      answer: '{}',
    });
  };
  /** @param diesAt at which letter the process dies. */
  const step = async (book = store.book, diesAt = Number.POSITIVE_INFINITY): Promise<string[]> => {
    const done = opened.model.ledger.lastBlock()?.number ?? -1;
    opened.apply(ledger.builder.blocks.slice(done + 1));
    const before = told.length;
    const notices = new AuctionNotices(
      { model: opened.model, now: () => now, log: pino({ level: 'silent' }) },
      {
        book,
        pseudonyms: new Pseudonyms(book),
        subscriptions: new Subscriptions(book),
        letters: {
          write: (homeId, body) => {
            if (told.length - before >= diesAt) throw new Error('killed');
            told.push({ homeId, body });
          },
          isFull: () => false,
        },
      },
    );
    await notices.step();
    return told.slice(before).map(({ homeId }) => homeId);
  };

  it('tells who subscribed and could sell, once, with what anybody could read on the ledger', async () => {
    subscribe('SH1');
    blocks.offer(FIRST);
    expect(await step()).to.deep.equal(['SH1']);
    expect(told[0]?.body).to.deep.equal({
      type: 'auctionOpened',
      auctionId: FIRST,
      periodId: period.periodId,
      resource: 'water',
      lots: 3,
      biddingEndsAt: START + 3 * HOUR,
    });
    expect(channelBodySchema.parse(told[0]?.body)).to.deep.equal(told[0]?.body);
    expect(await step()).to.deep.equal([]);
    blocks.offer(SECOND);
    expect(await step()).to.deep.equal(['SH1']);
  });

  it('tells nobody who did not subscribe, not to the resource, to larger auctions, or no longer', async () => {
    subscribe('SH1', 1, ['energy']);
    subscribe('SH2', 4);
    blocks.offer(FIRST);
    expect(await step()).to.deep.equal([]);
    subscribe('SH2', 3);
    subscribe('SH2', 1, []);
    blocks.offer(SECOND);
    expect(await step()).to.deep.equal([]);
  });

  it('takes the latest subscription, in whatever order they come', async () => {
    const subscriptions = new Subscriptions(store.book);
    subscriptions.put('SH1', { resources: [], minLots: 1, askedAt: 20 });
    subscriptions.put('SH1', { resources: ['water'], minLots: 1, askedAt: 10 });
    blocks.offer(FIRST);
    expect(await step()).to.deep.equal([]);
  });

  it('tells nobody who has no free coin of enough lots', async () => {
    subscribe('SH1', 2);
    subscribe('SH2', 3);
    const [small = '', large = ''] = coins.SH1;
    pseudonym('SH1', 'seller', '7'.repeat(64), small);
    blocks.offer(FIRST);
    expect(await step()).to.deep.equal(['SH1', 'SH2']);
    pseudonym('SH1', 'seller', '8'.repeat(64), large);
    holdings.hold(coins.SH2[1] ?? '', 'water', 2);
    blocks.offer(SECOND);
    expect(await step()).to.deep.equal([]);
  });

  it('does not tell the buyer of its own auction', async () => {
    subscribe('SH1');
    subscribe('SH2');
    const { keyHash, quotaAccountId } = traderOf(FIRST, 'b');
    pseudonym('SH2', 'buyer', keyHash, quotaAccountId);
    blocks.offer(FIRST);
    expect(await step()).to.deep.equal(['SH1']);
  });

  it('tells nobody when it is too late to bid, as after an outage', async () => {
    subscribe('SH1');
    blocks.offer(FIRST);
    now = START + 3 * HOUR;
    expect(await step()).to.deep.equal([]);
    now = START + HOUR;
    expect(await step()).to.deep.equal([]);
  });

  it('tells all of them or, when the process dies in between, none, and then all', async () => {
    subscribe('SH1');
    subscribe('SH2');
    blocks.offer(FIRST);
    const dead = await step(store.book, 1).then(
      () => false,
      () => true,
    );
    expect(dead).to.equal(true);
    told = [];
    expect(await step(store.reopen())).to.deep.equal(['SH1', 'SH2']);
  });
});
