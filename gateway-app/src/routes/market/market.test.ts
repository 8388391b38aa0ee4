import type { AuctionView } from '@acequia/protocol';
import { expect } from 'chai';
import request from 'supertest';
import { getJson } from '../../../test/getJson.js';
import { MarketBlocks, TERMS } from '../../../test/MarketBlocks.js';
import { openApi, type OpenApi } from '../../../test/openApi.js';
import { HOUR, period, SampleLedger, START } from '../../../test/SampleLedger.js';
import { traderOf } from '../../../test/traderOf.js';

const [FIRST, SECOND] = ['1'.repeat(32), '2'.repeat(32)];

describe('GET of the market', () => {
  let api: OpenApi;
  before(() => {
    const ledger = new SampleLedger().found();
    const blocks = new MarketBlocks(ledger);
    blocks.market('water', { referencePrice: '80' });
    blocks.market('energy');
    blocks.offer(FIRST);
    blocks.bid(FIRST, { seller: '1', lots: 2 });
    blocks.closeBidding(FIRST);
    blocks.deposit(FIRST, '60');
    blocks.reveal(FIRST, '1', '40');
    blocks.closeReveals(FIRST);
    blocks.settle(FIRST, [{ seller: '1', lots: 2 }]);
    blocks.offer(SECOND, { resource: 'energy', openedAt: START + 5 * HOUR });
    // A home sees of it what all see.
    api = openApi(ledger.builder.blocks, { role: 'home', homeId: 'SH2' }, START + 6 * HOUR);
  });
  after(() => {
    api.close();
  });

  it('/periods/:periodId/markets shows terms, mean prices and weights', async () => {
    expect(await getJson(api.server, '/periods/2016-09/markets')).to.deep.equal({
      at: START + 6 * HOUR,
      markets: [
        {
          terms: { periodId: '2016-09', resource: 'energy', ...TERMS },
          mean: { trades: 0, lots: '0' },
          weight: { resource: 'energy', trades: 0, lots: '0', weightPpm: '1000000' },
        },
        {
          terms: { periodId: '2016-09', resource: 'water', ...TERMS, referencePrice: '80' },
          mean: { trades: 1, lots: '2', meanPrice: '40' },
          weight: { resource: 'water', trades: 1, lots: '2', meanPrice: '40', weightPpm: '500000' },
        },
      ],
    });
  });

  it('/periods/:periodId/auctions pages them, the newest first, by resource', async () => {
    const page = async (query: string): Promise<{ ids: string[]; next?: string }> => {
      const answer = await getJson(api.server, `/periods/2016-09/auctions${query}`);
      const { auctions, next } = answer as { auctions: { auctionId: string }[]; next?: string };
      return { ids: auctions.map(({ auctionId }) => auctionId), ...(next === undefined ? {} : { next }) };
    };
    expect(await page('')).to.deep.equal({ ids: [SECOND, FIRST] });
    expect(await page('?resource=water')).to.deep.equal({ ids: [FIRST] });
    const { ids, next } = await page('?limit=1');
    expect(ids).to.deep.equal([SECOND]);
    expect(await page(`?limit=1&before=${next ?? ''}`)).to.deep.equal({ ids: [FIRST] });
  });

  it('/auctions/:auctionId shows an auction in full', async () => {
    const auction = (await getJson(api.server, `/auctions/${FIRST}`)) as AuctionView;
    expect(auction).to.deep.include({ phase: 'settled', terms: TERMS, periodEnd: period.end });
    expect(auction).to.include({ biddingClosedAt: START + 3 * HOUR });
    expect(auction.settlement).to.include({ outcome: 'traded', lots: 2, unitPrice: '40' });
    expect(
      auction.bids.map(({ tag, reveal, delivery }) => [tag, reveal?.unitPrice, delivery?.lots]),
    ).to.deep.equal([[traderOf(FIRST, '1').tag, '40', 2]]);
  });

  it('/periods/:periodId/trades shows what was sold', async () => {
    const { trades } = (await getJson(api.server, '/periods/2016-09/trades')) as { trades: unknown[] };
    expect(trades).to.have.length(1);
    expect(await getJson(api.server, '/periods/2016-09/trades?resource=power')).to.deep.equal({ trades: [] });
  });

  it('refuses what is not there, or not understood', async () => {
    await request(api.server)
      .get(`/auctions/${'9'.repeat(32)}`)
      .expect(404);
    await request(api.server).get('/periods/2017-01/markets').expect(404);
    await request(api.server).get('/auctions/nonsense').expect(400);
    await request(api.server).get('/periods/2016-09/auctions?resource=gold').expect(400);
    await request(api.server).get('/periods/2016-09/auctions?before=7').expect(400);
  });
});
