import { join } from 'node:path';
import {
  breachCharge,
  hashCanonical,
  priceCommitment,
  random16Hex,
  type AuctionView,
  type DeliveryView,
} from '@acequia/protocol';
import { expect } from 'chai';
import { acceptanceConfig } from '../harness/acceptanceConfig.js';
import { eventually } from '../harness/eventually.js';
import { HOME_NAMES, type HomeName } from '../harness/HomeName.js';
import type { Meter } from '../harness/Meter.js';
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
const BIDDING = 12 * HOUR;
const PERIOD_HOURS = 90;
const WAIT = 120_000;

describe('the community’s keeper of the market', function () {
  this.timeout(300_000);
  let own: Suite;
  let gateway: GatewayProgram;
  let period: CoinPeriod;
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
          biddingSeconds: BIDDING,
          revealSeconds: 16 * HOUR,
          claimSeconds: 200 * HOUR,
          disputeSeconds: 6 * HOUR,
        },
      },
    });
    meter = await community.enrolMeter('SH2', 'water', community.clock.origin);
    period = await CoinPeriod.open(community, PERIOD_HOURS);
    await gateway.start();
    await gateway.caughtUp();
    const [SH1, SH2, SH3] = await Promise.all(
      HOME_NAMES.map((homeId) => HomeMail.open(community, homeId, `http://127.0.0.1:${port}`)),
    );
    if (SH1 === undefined || SH2 === undefined || SH3 === undefined) throw new Error('there are three homes');
    mail = { SH1, SH2, SH3 };
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
      return own.community.operator.ledger.market.getMarket(wanted).catch(() => undefined);
    });
    expect(market).to.deep.include({
      excessPrice: String(EXCESS),
      biddingSeconds: BIDDING,
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
    await eventually('the bidding to be closed', async () => (await auction()).phase === 'reveal', WAIT);
    await buyer.client.ledger.market.depositMaxPrice({ auctionId, unitPrice: MAX_PRICE, salt: salts.buyer });
    const { tag } = seller.ticket.ticket;
    await seller.client.ledger.market.revealBid({ auctionId, tag, unitPrice: '50', salt: salts.seller });
    const { settlement } = await eventually(
      'the settlement',
      async () => {
        const view = await auction();
        return view.settlement !== undefined && view;
      },
      WAIT,
    );
    // Of a single bid it is what the buyer pays at most.
    expect(settlement).to.deep.include({ outcome: 'traded', lots: LOTS, unitPrice: MAX_PRICE, toFund: '0' });
  });

  it('claims what the seller used of what it had sold, shows it why, and charges it to the fund', async () => {
    const { community } = own;
    const left = await period.heldBy('SH2');
    const use = left * LOT + 2 * LOT + 50;
    await community.submit(meter, meter.window({ amounts: [use] }));
    const { evidence } = await mail.SH2.letter('breachClaimed', WAIT);
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
    const { release } = await eventually(
      'the payment',
      async () => {
        const view = await delivery();
        return view.release !== undefined && view;
      },
      WAIT,
    );
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
