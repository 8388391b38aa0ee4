import { join } from 'node:path';
import {
  breachCharge,
  hashCanonical,
  priceCommitment,
  random16Hex,
  type AuctionView,
  type BreachEvidence,
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
import { openPseudonym, type GrantedPseudonym, type PseudonymWish } from './openPseudonym.js';

const HOUR = 3600;
const LOTS = 8;
/** Tokens, minor units: what a lot over the share costs, and what the buyer pays at most. */
const EXCESS = 300n;
const MAX_PRICE = '120';
/** Seconds by the clock. */
const SHORTEST_STEP = 4;
/** What is sold: an amount of the period, and watts that are held from the sale on. */
const RESOURCES = ['water', 'power'] as const;

/** An auction of the story's. */
interface SoldHere {
  readonly auctionId: string;
  readonly resource: (typeof RESOURCES)[number];
  readonly salts: { readonly buyer: string; readonly seller: string };
}

describe('the community’s keeper of the market', () => {
  let own: Suite;
  let gateway: GatewayProgram;
  let period: CoinPeriod;
  let biddingSeconds: number;
  let meters: Readonly<Record<(typeof RESOURCES)[number], Meter>>;
  let mail: Readonly<Record<HomeName, HomeMail>>;
  const sales: readonly SoldHere[] = RESOURCES.map((resource) => ({
    auctionId: random16Hex(),
    resource,
    salts: { buyer: random16Hex(), seller: random16Hex() },
  }));
  const buyers = new Map<SoldHere, GrantedPseudonym>();
  const sellers = new Map<SoldHere, GrantedPseudonym>();

  before(async () => {
    const dir = join(suite().config.dir, 'keeper');
    // A clock of its own: the story lasts until behind the end of its period.
    own = await openSuite({ ...acceptanceConfig(), dir }, () => undefined);
    const { community, network } = own;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const seconds = await secondsOf(async () => {
      meters = {
        water: await community.enrolMeter('SH2', 'water', community.clock.origin),
        power: await community.enrolMeter('SH2', 'energy', community.clock.origin),
      };
      mail = {
        SH1: await HomeMail.open(community, 'SH1', url),
        SH2: await HomeMail.open(community, 'SH2', url),
        SH3: await HomeMail.open(community, 'SH3', url),
      };
    });
    // What takes about as many transactions as that, a home's way into an auction, is done in a step.
    const step = Math.max(SHORTEST_STEP, 2 * seconds) * HOUR;
    biddingSeconds = 3 * step;
    const terms = {
      excessPrice: String(EXCESS),
      depositRatioBp: 1000,
      biddingSeconds,
      revealSeconds: 4 * step,
      claimSeconds: 50 * step,
      disputeSeconds: 2 * step,
    };
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
      market: { water: terms, power: terms },
    });
    await gateway.start();
    await gateway.caughtUp();
    period = await CoinPeriod.open(community, 20 * step, RESOURCES);
  });

  after(async () => {
    for (const { client } of [...buyers.values(), ...sellers.values()]) client.close();
    await gateway.stop();
    await closeSuite(own);
  });

  const auction = ({ auctionId }: SoldHere): Promise<AuctionView> =>
    own.community.operator.ledger.market.getAuction({ auctionId });
  const delivery = (sale: SoldHere): Promise<DeliveryView> => {
    const { auctionId } = sale;
    const { tag } = traderOf(sellers, sale).ticket.ticket;
    return own.community.operator.ledger.market.getDelivery({ auctionId, tag });
  };
  const traderOf = (traders: ReadonlyMap<SoldHere, GrantedPseudonym>, sale: SoldHere): GrantedPseudonym =>
    traders.get(sale) ?? expect.fail(`nobody trades ${sale.resource}`);
  const bond = String(EXCESS * BigInt(LOTS));
  const wishOf = ({ auctionId, resource }: SoldHere): Omit<PseudonymWish, 'side'> => ({
    auctionId,
    resource,
    lots: LOTS,
    tokens: BigInt(bond),
  });
  const commitTo = (
    side: 'buyer' | 'seller',
    { auctionId, salts }: SoldHere,
    { ticket }: GrantedPseudonym,
    unitPrice: string,
  ): string => priceCommitment({ side, auctionId, tag: ticket.ticket.tag }, { unitPrice, salt: salts[side] });
  const offer = async (sale: SoldHere): Promise<void> => {
    const buyer = await openPseudonym(own, mail.SH1, { ...wishOf(sale), side: 'buyer' });
    buyers.set(sale, buyer);
    const { ticket, accountId, fold } = buyer;
    await buyer.client.ledger.market.offer({
      ticket,
      periodId: period.periodId,
      resource: sale.resource,
      lots: LOTS,
      maxPriceHash: commitTo('buyer', sale, buyer, MAX_PRICE),
      accountId,
      bond,
      fold,
    });
  };
  const bid = async (sale: SoldHere): Promise<void> => {
    const { auctionId, resource } = sale;
    const notice = await mail.SH2.letter('auctionOpened', (told) => told.auctionId === auctionId);
    expect(notice).to.deep.include({ resource, lots: LOTS });
    const seller = await openPseudonym(own, mail.SH2, { ...wishOf(sale), side: 'seller' });
    sellers.set(sale, seller);
    const { ticket, accountId, fold } = seller;
    const commitment = commitTo('seller', sale, seller, '50');
    await seller.client.ledger.market.bid({ ticket, lots: LOTS, commitment, accountId, bond, fold });
  };
  const open = async (sale: SoldHere): Promise<void> => {
    const { auctionId, salts } = sale;
    await eventually('the bidding to be closed', async () => (await auction(sale)).phase === 'reveal');
    const [buyer, seller] = [traderOf(buyers, sale), traderOf(sellers, sale)];
    await buyer.client.ledger.market.depositMaxPrice({ auctionId, unitPrice: MAX_PRICE, salt: salts.buyer });
    const { tag } = seller.ticket.ticket;
    await seller.client.ledger.market.revealBid({ auctionId, tag, unitPrice: '50', salt: salts.seller });
  };
  const settlementOf = async (sale: SoldHere): Promise<NonNullable<AuctionView['settlement']>> =>
    await eventually('the settlement', async () => (await auction(sale)).settlement);
  /** What shows that the seller used 3 of the lots that it had sold, once it is charged for them. */
  const charged = async (sale: SoldHere): Promise<BreachEvidence> => {
    const { auctionId } = sale;
    const { evidence } = await mail.SH2.letter(
      'breachClaimed',
      (told) => told.evidence.auctionId === auctionId,
    );
    const claimed = await delivery(sale);
    expect(claimed.claim).to.include({ lots: 3, evidenceHash: hashCanonical(evidence) });
    const { release } = await eventually('the payment', async () => {
      const view = await delivery(sale);
      return view.release !== undefined && view;
    });
    const charge = breachCharge(claimed, 3);
    const paid = (EXCESS + BigInt(MAX_PRICE)) * BigInt(LOTS) - charge;
    expect(release).to.deep.include({ breachedLots: 3, charged: String(charge), paid: String(paid) });
    const { credits } = await own.community.operator.ledger.token.getBalance({
      accountId: own.community.treasury.fundId,
    });
    const breaches = credits.filter(({ creditId }) => creditId.endsWith('-breach'));
    expect(breaches.map(({ amount }) => amount)).to.include(String(charge));
    return evidence;
  };

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

  it('tells a home that could sell of auctions', async () => {
    const askedAt = own.community.now();
    for (const homeId of ['SH1', 'SH2'] as const) {
      const resources = [...RESOURCES];
      await mail[homeId].send({ type: 'subscribeMarket', resources, minLots: 1, askedAt });
    }
    for (const sale of sales) await offer(sale);
    for (const sale of sales) await bid(sale);
  });

  it('closes and settles auctions whose parties do nothing but open their prices', async () => {
    for (const sale of sales) await open(sale);
    for (const sale of sales) {
      // Of a single bid it is what the buyer pays at most.
      const traded = { outcome: 'traded', lots: LOTS, unitPrice: MAX_PRICE, toFund: '0' };
      expect(await settlementOf(sale)).to.deep.include(traded);
    }
  });

  it('claims what the seller used of what it had sold, shows it why, and charges it to the fund', async () => {
    const { community } = own;
    const [water, power] = sales;
    if (water === undefined || power === undefined) expect.fail();
    await own.settled();
    const left = await period.heldBy('SH2', 'water');
    const use = left * LOT + 2 * LOT + 50;
    expect(await period.heldBy('SH2', 'power')).to.equal(left);
    // That of before may have ended meanwhile.
    await community.sealer('SH2').epoch();
    await community.submit(meters.water, meters.water.window({ amounts: [use] }));
    // Before the sale of power it drew all that it held then, and behind it more than was left.
    const { settledAt } = await settlementOf(power);
    const next = Math.ceil(settledAt / HOUR) * HOUR;
    await community.reach(next + HOUR);
    await community.sealer('SH2').epoch(next + HOUR);
    const drawn = meters.power.window({ start: next - HOUR, amounts: [(left + LOTS) * LOT, use] });
    await community.submit(meters.power, drawn);
    await community.reach(period.end);
    for (const sale of [water, power]) {
      expect(await charged(sale)).to.deep.include({
        ...(sale === power && { at: next }),
        homeId: 'SH2',
        resource: sale.resource,
        use: String(use),
        entitlement: String(left * LOT),
        soldLots: LOTS,
        laterLots: 0,
        breachedLots: 3,
      });
    }
  });

  it('told nobody else of either: not the buyer, nor who did not ask', async () => {
    const types = await Promise.all(
      (['SH1', 'SH3'] as const).map(async (homeId) => (await mail[homeId].fetch()).map(({ type }) => type)),
    );
    expect(types).to.deep.equal([['pseudonym', 'pseudonym'], []]);
  });
});
