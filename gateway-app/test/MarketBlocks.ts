import {
  publicRecords,
  sha256Hex,
  type AuctionRecord,
  type BidRecord,
  type DeliveryRecord,
  type MarketRecord,
  type MarketTerms,
  type QuotaResource,
  type SettlementRecord,
} from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { put } from './LedgerBuilder.js';
import { HOUR, period, type SampleLedger, START } from './SampleLedger.js';
import type { SampleSale } from './SampleSale.js';
import { traderOf } from './traderOf.js';

export const TERMS: MarketTerms = {
  fund: `acc-${'f'.repeat(32)}`,
  excessPrice: '100',
  depositRatioBp: 2000,
  deadEndPenaltyBp: 100,
  biddingSeconds: 2 * HOUR,
  revealSeconds: HOUR,
  claimSeconds: 14 * 24 * HOUR,
  disputeSeconds: 7 * 24 * HOUR,
  maxLots: 50,
};

/** Blocks of the market, as the contract writes them, on the sample community's ledger. */
export class MarketBlocks {
  readonly #ledger: SampleLedger;

  constructor(ledger: SampleLedger) {
    this.#ledger = ledger;
  }

  market(resource: QuotaResource = 'water', changes: Partial<MarketRecord> = {}): LedgerBlock {
    const market = { periodId: period.periodId, resource, ...TERMS, ...changes };
    return this.#ledger.builder.add({
      function: 'market:setMarket',
      writes: [put(publicRecords.market, [period.periodId, resource], market)],
    });
  }

  offer(auctionId: string, changes: Partial<AuctionRecord> = {}): LedgerBlock {
    const openedAt = changes.openedAt ?? START + HOUR;
    const buyer = traderOf(auctionId, 'b');
    const auction: AuctionRecord = {
      auctionId,
      periodId: period.periodId,
      resource: 'water',
      lots: 3,
      buyer,
      maxPriceHash: 'e'.repeat(64),
      bond: '300',
      terms: TERMS,
      openedAt,
      biddingEndsAt: openedAt + TERMS.biddingSeconds,
      revealEndsAt: openedAt + TERMS.biddingSeconds + TERMS.revealSeconds,
      periodEnd: period.end,
      ...changes,
    };
    return this.#ledger.builder.add({
      function: 'market:offer',
      writes: [
        put(publicRecords.auction, [auctionId], auction),
        put(publicRecords.marketAuction, [auction.periodId, auction.resource, auctionId], { auctionId }),
      ],
    });
  }

  bid(auctionId: string, { seller, lots }: SampleSale): LedgerBlock {
    const trader = traderOf(auctionId, seller);
    const bid: BidRecord = {
      auctionId,
      ...trader,
      lots,
      commitment: sha256Hex(trader.tag),
      bond: String(lots * 100),
      at: START + HOUR + 1,
    };
    return this.#ledger.builder.add({
      function: 'market:bid',
      writes: [put(publicRecords.bid, [auctionId, trader.tag], bid)],
    });
  }

  closeBidding(auctionId: string, closedAt = START + 3 * HOUR): LedgerBlock {
    return this.#ledger.builder.add({
      function: 'market:closeBidding',
      writes: [put(publicRecords.biddingClosed, [auctionId], { closedAt })],
    });
  }

  reveal(auctionId: string, seller: string, unitPrice: string): LedgerBlock {
    const opened = { unitPrice, salt: '5'.repeat(32), at: START + 3 * HOUR + 1 };
    const { tag } = traderOf(auctionId, seller);
    return this.#ledger.builder.add({
      function: 'market:revealBid',
      writes: [put(publicRecords.bidReveal, [auctionId, tag], opened)],
    });
  }

  deposit(auctionId: string, unitPrice: string): LedgerBlock {
    const opened = { unitPrice, salt: '6'.repeat(32), at: START + 3 * HOUR + 1 };
    return this.#ledger.builder.add({
      function: 'market:depositMaxPrice',
      writes: [put(publicRecords.maxPrice, [auctionId], opened)],
    });
  }

  closeReveals(auctionId: string, closedAt = START + 4 * HOUR): LedgerBlock {
    return this.#ledger.builder.add({
      function: 'market:closeReveals',
      writes: [put(publicRecords.revealsClosed, [auctionId], { closedAt })],
    });
  }

  /** Sells lots of a resource at 40 tokens each; with nobody who sells it is a dead end. */
  settle(
    auctionId: string,
    sales: readonly SampleSale[],
    {
      settledAt = START + 4 * HOUR,
      resource = 'water',
    }: { settledAt?: number; resource?: QuotaResource } = {},
  ): LedgerBlock {
    const lots = sales.reduce((sum, sale) => sum + sale.lots, 0);
    const settlement: SettlementRecord = {
      outcome: lots > 0 ? 'traded' : 'deadEnd',
      lots,
      unitPrice: lots > 0 ? '40' : '0',
      toFund: '0',
      settledAt,
    };
    const { periodId } = period;
    return this.#ledger.builder.add({
      function: 'market:settle',
      writes: [
        ...sales.map((sale) => {
          const delivery = deliveryOf(auctionId, sale);
          return put(publicRecords.delivery, [auctionId, delivery.tag], delivery);
        }),
        put(publicRecords.settlement, [auctionId], settlement),
        ...sales.map((sale) => {
          const { tag } = traderOf(auctionId, sale.seller);
          const trade = {
            periodId,
            resource,
            auctionId,
            tag,
            lots: sale.lots,
            unitPrice: '40',
            at: settledAt,
          };
          return put(publicRecords.trade, [periodId, resource, auctionId, tag], trade);
        }),
      ],
    });
  }

  claim(auctionId: string, seller: string, evidenceHash: string, lots: number, at: number): LedgerBlock {
    const { tag } = traderOf(auctionId, seller);
    return this.#ledger.builder.add({
      function: 'market:claimBreach',
      writes: [put(publicRecords.breachClaim, [auctionId, tag], { lots, evidenceHash, at })],
    });
  }

  dispute(auctionId: string, seller: string, at: number): LedgerBlock {
    const { tag } = traderOf(auctionId, seller);
    return this.#ledger.builder.add({
      function: 'market:disputeBreach',
      writes: [put(publicRecords.breachDispute, [auctionId, tag], { at })],
    });
  }

  decide(auctionId: string, seller: string, lots: number, at: number): LedgerBlock {
    const { tag } = traderOf(auctionId, seller);
    return this.#ledger.builder.add({
      function: 'market:decideBreach',
      writes: [put(publicRecords.breachDecision, [auctionId, tag], { lots, at })],
    });
  }

  release(auctionId: string, seller: string, breachedLots: number, at: number): LedgerBlock {
    const { tag } = traderOf(auctionId, seller);
    const release = { breachedLots, charged: '0', paid: '0', at };
    return this.#ledger.builder.add({
      function: 'market:releaseDelivery',
      writes: [put(publicRecords.deliveryRelease, [auctionId, tag], release)],
    });
  }
}

function deliveryOf(auctionId: string, { seller, lots }: SampleSale): DeliveryRecord {
  const { tag, keyHash, accountId } = traderOf(auctionId, seller);
  return {
    auctionId,
    tag,
    keyHash,
    accountId,
    lots,
    unitPrice: '40',
    proceeds: String(40 * lots),
    bond: String(100 * lots),
    excessPrice: TERMS.excessPrice,
    depositRatioBp: TERMS.depositRatioBp,
    fund: TERMS.fund,
    periodEnd: period.end,
    claimEndsAt: period.end + TERMS.claimSeconds,
    disputeSeconds: TERMS.disputeSeconds,
  };
}
