import { join } from 'node:path';
import {
  breachCharge,
  hashCanonical,
  priceCommitment,
  random16Hex,
  type AuctionView,
  type DeliveryView,
} from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { acceptanceConfig } from '../harness/acceptanceConfig.js';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
import type { Meter } from '../harness/Meter.js';
import { secondsOf } from '../harness/secondsOf.js';
import { closeSuite, openSuite, suite, type Suite } from '../harness/Suite.js';
import { freePort } from '../processes/freePort.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';
import { CoinPeriod, LOT } from './CoinPeriod.js';
import { HomeMail } from './HomeMail.js';
import { openPseudonym, type GrantedPseudonym } from './openPseudonym.js';

const HOUR = 3600;
const LOTS = 8;
/** Tokens, minor units: what a lot over the share costs, and what the buyer pays at most. */
const EXCESS = 300n;
const MAX_PRICE = '120';
/** Seconds by the clock. */
const SHORTEST_STEP = 4;

describe('the community’s keeper of the market', () => {
  let own: Suite;
  let gateway: GatewayProgram;
  let period: CoinPeriod;
  let biddingSeconds: number;
  let meter: Meter;
  let mail: Readonly<Record<HomeName, HomeMail>>;
  const auctionId = random16Hex();
  const salts = { buyer: random16Hex(), seller: random16Hex() };
  const opened: GrantedPseudonym[] = [];
  let buyer: GrantedPseudonym;
  let seller: GrantedPseudonym;

  before(async () => {
    const dir = join(suite().config.dir, 'keeper');
    // A clock of its own: the story lasts until behind the end of its period.
    own = await openSuite({ ...acceptanceConfig(), dir }, () => undefined);
    const { community, network } = own;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const seconds = await secondsOf(async () => {
      meter = await community.enrolMeter('SH2', 'water', community.clock.origin);
      mail = {
        SH1: await HomeMail.open(community, 'SH1', url),
        SH2: await HomeMail.open(community, 'SH2', url),
        SH3: await HomeMail.open(community, 'SH3', url),
      };
    });
    // What takes about as many transactions as that, a home's way into an auction, is done in a step.
    const step = Math.max(SHORTEST_STEP, 2 * seconds) * HOUR;
    biddingSeconds = 3 * step;
    gateway = new GatewayProgram(dir, 'gateway-community', {
      role: 'community',
      dataDir: join(dir, 'gateway-community'),
      fabric: community.parties.gateway.connection,
      ...community.keys.community.config,
      channel: { port },
      ...(network.description.traders && { registrar: network.description.traders.authority }),
      api: {},
      community: {
        transitMs: 500,
        closeWaitSeconds: 2 * HOUR,
        closeDelayMs: 200,
        complaintWaitSeconds: HOUR,
      },
      market: {
        water: {
          excessPrice: String(EXCESS),
          depositRatioBp: 1000,
          biddingSeconds,
          revealSeconds: 4 * step,
          claimSeconds: 50 * step,
          disputeSeconds: 2 * step,
        },
      },
    });
    await gateway.start();
    await gateway.caughtUp();
    period = await CoinPeriod.open(community, 20 * step);
  });

  after(async () => {
    for (const { client } of opened) client.close();
    await gateway.stop();
    await closeSuite(own);
  });

  const auction = (): Promise<AuctionView> => own.community.operator.ledger.market.getAuction({ auctionId });
  const delivery = (): Promise<DeliveryView> => {
    const { tag } = seller.ticket.ticket;
    return own.community.operator.ledger.market.getDelivery({ auctionId, tag });
  };
  const place = (
    side: 'buyer' | 'seller',
    { ticket }: GrantedPseudonym,
  ): Parameters<typeof priceCommitment>[0] => ({
    side,
    auctionId,
    tag: ticket.ticket.tag,
  });

  it('has opened the market with the terms of its configuration', async () => {
    const market = await eventually('the market', async () => {
      const wanted = { periodId: period.periodId, resource: 'water' } as const;
      return orUnknown(own.community.operator.ledger.market.getMarket(wanted), /^MARKET_UNKNOWN$/);
    });
    expect(market).to.deep.include({
      excessPrice: String(EXCESS),
      biddingSeconds,
      fund: own.community.treasury.fundId,
    });
  });

  it('tells a home that could sell of an auction', async () => {
    const askedAt = own.community.now();
    for (const homeId of ['SH1', 'SH2'] as const) {
      await mail[homeId].send({ type: 'subscribeMarket', resources: ['water'], minLots: 1, askedAt });
    }
    const bond = EXCESS * BigInt(LOTS);
    const wish = { auctionId, lots: LOTS, tokens: bond };
    buyer = await openPseudonym(own, mail.SH1, { ...wish, side: 'buyer' });
    opened.push(buyer);
    const { ticket, accountId, fold } = buyer;
    await buyer.client.ledger.market.offer({
      ticket,
      periodId: period.periodId,
      resource: 'water',
      lots: LOTS,
      maxPriceHash: priceCommitment(place('buyer', buyer), { unitPrice: MAX_PRICE, salt: salts.buyer }),
      accountId,
      bond: bond.toString(),
      fold,
    });
    const notice = await mail.SH2.letter('auctionOpened');
    expect(notice).to.deep.include({ auctionId, resource: 'water', lots: LOTS });
    seller = await openPseudonym(own, mail.SH2, { ...wish, side: 'seller' });
    opened.push(seller);
    await seller.client.ledger.market.bid({
      ticket: seller.ticket,
      lots: LOTS,
      commitment: priceCommitment(place('seller', seller), { unitPrice: '50', salt: salts.seller }),
      accountId: seller.accountId,
      bond: bond.toString(),
      fold: seller.fold,
    });
  });

  it('closes and settles an auction whose parties do nothing but open their prices', async () => {
    await eventually('the bidding to be closed', async () => (await auction()).phase === 'reveal');
    await buyer.client.ledger.market.depositMaxPrice({ auctionId, unitPrice: MAX_PRICE, salt: salts.buyer });
    const { tag } = seller.ticket.ticket;
    await seller.client.ledger.market.revealBid({ auctionId, tag, unitPrice: '50', salt: salts.seller });
    const { settlement } = await eventually('the settlement', async () => {
      const view = await auction();
      return view.settlement !== undefined && view;
    });
    // Of a single bid it is what the buyer pays at most.
    expect(settlement).to.deep.include({ outcome: 'traded', lots: LOTS, unitPrice: MAX_PRICE, toFund: '0' });
  });

  it('claims what the seller used of what it had sold, shows it why, and charges it to the fund', async () => {
    const { community } = own;
    await own.settled();
    const left = await period.heldBy('SH2');
    const use = left * LOT + 2 * LOT + 50;
    await community.submit(meter, meter.window({ amounts: [use] }));
    await community.reach(period.end);
    const { evidence } = await mail.SH2.letter('breachClaimed');
    expect(evidence).to.deep.include({
      homeId: 'SH2',
      auctionId,
      use: String(use),
      entitlement: String(left * LOT),
      soldLots: LOTS,
      laterLots: 0,
      breachedLots: 3,
    });
    const claimed = await delivery();
    expect(claimed.claim).to.include({ lots: 3, evidenceHash: hashCanonical(evidence) });
    const { release } = await eventually('the payment', async () => {
      const view = await delivery();
      return view.release !== undefined && view;
    });
    const charge = breachCharge(claimed, 3);
    const paid = (EXCESS + BigInt(MAX_PRICE)) * BigInt(LOTS) - charge;
    expect(release).to.deep.include({ breachedLots: 3, charged: String(charge), paid: String(paid) });
    const { credits } = await community.operator.ledger.token.getBalance({
      accountId: community.treasury.fundId,
    });
    expect(credits.find(({ creditId }) => creditId.endsWith('-breach'))?.amount).to.equal(String(charge));
  });

  it('told nobody else of either: not the buyer, nor who did not ask', async () => {
    const types = await Promise.all(
      (['SH1', 'SH3'] as const).map(async (homeId) => (await mail[homeId].fetch()).map(({ type }) => type)),
    );
    expect(types).to.deep.equal([['pseudonym'], []]);
  });
});
