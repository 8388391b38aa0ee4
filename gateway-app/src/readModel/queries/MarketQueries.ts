import {
  auctionRecordSchema,
  bidRecordSchema,
  breachClaimSchema,
  breachDecisionSchema,
  breachDisputeSchema,
  deliveryRecordSchema,
  deliveryReleaseSchema,
  marketRecordSchema,
  openedPriceSchema,
  parseJsonWith,
  settlementRecordSchema,
  tradeRecordSchema,
  type AuctionSummary,
  type AuctionView,
  type BidRecord,
  type BidView,
  type DeliveryView,
  type MarketRecord,
  type QuotaResource,
  type TradeRecord,
} from '@acequia/protocol';
import { z } from 'zod';
import type { Database, SqlValue } from '../Database.js';
import { documentSchema } from './documentSchema.js';
import type { Position } from './LedgerQueries.js';

const place = { block: z.int(), position: z.int() };
const auctionRowSchema = z.strictObject({
  document: z.string(),
  biddingClosedAt: z.int().optional(),
  revealsClosedAt: z.int().optional(),
  maxPrice: z.string().optional(),
  settlement: z.string().optional(),
  ...place,
});
type AuctionRow = z.infer<typeof auctionRowSchema>;
const bidRowSchema = z.strictObject({ document: z.string(), reveal: z.string().optional() });
const deliveryRowSchema = z.strictObject({
  document: z.string(),
  claim: z.string().optional(),
  dispute: z.string().optional(),
  decision: z.string().optional(),
  release: z.string().optional(),
});
const countSchema = z.strictObject({ count: z.int() });
const accountSchema = z.strictObject({ accountId: z.string() });

/** An auction and where in the ledger it was opened. */
export interface PlacedAuction extends Position {
  readonly auction: AuctionSummary;
}

const AUCTION = `SELECT document, biddingClosedAt, revealsClosedAt, maxPrice, settlement, block, position FROM auctions`;
const DELIVERY = `SELECT d.document, d.claim, d.dispute, d.decision, d."release" FROM deliveries d`;

/** Markets of quota, their auctions and trades: all of it is public. */
export class MarketQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The markets of a period, by resource. */
  markets(periodId: string): MarketRecord[] {
    return this.#database
      .all(documentSchema, 'SELECT document FROM markets WHERE periodId = ? ORDER BY resource', periodId)
      .map(({ document }) => parseJsonWith(marketRecordSchema, document));
  }

  /** Auctions of a period, or of one of its resources, opened before a place in the ledger: the newest first. */
  auctions(
    periodId: string,
    {
      resource,
      before,
      limit,
    }: {
      resource?: QuotaResource | undefined;
      before?: Position | undefined;
      limit: number;
    },
  ): PlacedAuction[] {
    const { block, position } = before ?? { block: Number.MAX_SAFE_INTEGER, position: 0 };
    return this.#auctions(
      `WHERE periodId = ? AND (? IS NULL OR resource = ?) AND (block, position) < (?, ?)
        ORDER BY block DESC, position DESC LIMIT ?`,
      periodId,
      resource ?? null,
      resource ?? null,
      block,
      position,
      limit,
    );
  }

  /** An auction with its bids, and what came of those that won. */
  auction(auctionId: string): AuctionView | undefined {
    const row = this.#database.get(auctionRowSchema, `${AUCTION} WHERE auctionId = ?`, auctionId);
    if (row === undefined) return undefined;
    const deliveries = new Map(
      this.#deliveries('WHERE d.auctionId = ?', auctionId).map((delivery) => [delivery.tag, delivery]),
    );
    const bids = this.#database
      .all(bidRowSchema, 'SELECT document, reveal FROM bids WHERE auctionId = ? ORDER BY tag', auctionId)
      .map((bid) => bidOf(bid, deliveries));
    return {
      ...summaryOf(row),
      ...(row.maxPrice !== undefined && { maxPrice: parseJsonWith(openedPriceSchema, row.maxPrice) }),
      bids,
    };
  }

  /** Auctions that are not settled, the oldest first. */
  unsettled(): AuctionSummary[] {
    return this.#auctions('WHERE settlement IS NULL ORDER BY block, position').map(({ auction }) => auction);
  }

  /** Whether lots of a period lie in auctions still. */
  hasUnsettled(periodId: string): boolean {
    const sql = 'SELECT count(*) AS count FROM auctions WHERE settlement IS NULL AND periodId = ?';
    return (this.#database.get(countSchema, sql, periodId)?.count ?? 0) > 0;
  }

  /** The quota accounts that auctions of a period buy, or bought, into. */
  boughtInto(periodId: string): string[] {
    const sql = `SELECT json_extract(document, '$.buyer.quotaAccountId') AS accountId FROM auctions WHERE periodId = ?`;
    return this.#database.all(accountSchema, sql, periodId).map(({ accountId }) => accountId);
  }

  /** Auctions that were opened behind a place in the ledger, in its order. */
  openedBehind({ block, position }: Position, limit: number): PlacedAuction[] {
    return this.#auctions(
      'WHERE (block, position) > (?, ?) ORDER BY block, position LIMIT ?',
      block,
      position,
      limit,
    );
  }

  /** What is kept of a sale, and what came of it. */
  delivery(auctionId: string, tag: string): DeliveryView | undefined {
    return this.#deliveries('WHERE d.auctionId = ? AND d.tag = ?', auctionId, tag)[0];
  }

  /** Deliveries that have not been paid out, in the order of the sales. */
  held(): DeliveryView[] {
    return this.#deliveries('WHERE d."release" IS NULL ORDER BY d.block, d.position, d.auctionId, d.tag');
  }

  /** All sales of a resource in a period, in their order. */
  sales(periodId: string, resource: QuotaResource): DeliveryView[] {
    return this.#deliveries(
      `JOIN auctions a USING (auctionId) WHERE a.periodId = ? AND a.resource = ?
        ORDER BY d.block, d.position, d.auctionId, d.tag`,
      periodId,
      resource,
    );
  }

  /** All bids in the auctions of a market. */
  bids(periodId: string, resource: QuotaResource): BidRecord[] {
    return this.#database
      .all(
        documentSchema,
        `SELECT b.document FROM bids b JOIN auctions a USING (auctionId)
          WHERE a.periodId = ? AND a.resource = ? ORDER BY b.auctionId, b.tag`,
        periodId,
        resource,
      )
      .map(({ document }) => parseJsonWith(bidRecordSchema, document));
  }

  /** The trades of a period in the order of the ledger. */
  trades(periodId: string): TradeRecord[] {
    return this.#database
      .all(
        documentSchema,
        'SELECT document FROM trades WHERE periodId = ? ORDER BY block, position, auctionId, tag',
        periodId,
      )
      .map(({ document }) => parseJsonWith(tradeRecordSchema, document));
  }

  #auctions(condition: string, ...values: SqlValue[]): PlacedAuction[] {
    return this.#database.all(auctionRowSchema, `${AUCTION} ${condition}`, ...values).map((row) => ({
      auction: summaryOf(row),
      block: row.block,
      position: row.position,
    }));
  }

  #deliveries(condition: string, ...values: SqlValue[]): DeliveryView[] {
    return this.#database
      .all(deliveryRowSchema, `${DELIVERY} ${condition}`, ...values)
      .map(({ document, claim, dispute, decision, release }) => ({
        ...parseJsonWith(deliveryRecordSchema, document),
        ...(claim !== undefined && { claim: parseJsonWith(breachClaimSchema, claim) }),
        ...(dispute !== undefined && { dispute: parseJsonWith(breachDisputeSchema, dispute) }),
        ...(decision !== undefined && { decision: parseJsonWith(breachDecisionSchema, decision) }),
        ...(release !== undefined && { release: parseJsonWith(deliveryReleaseSchema, release) }),
      }));
  }
}

function summaryOf({ document, biddingClosedAt, revealsClosedAt, settlement }: AuctionRow): AuctionSummary {
  const auction = {
    ...parseJsonWith(auctionRecordSchema, document),
    ...(biddingClosedAt !== undefined && { biddingClosedAt }),
  };
  if (settlement !== undefined) {
    return { ...auction, phase: 'settled', settlement: parseJsonWith(settlementRecordSchema, settlement) };
  }
  if (revealsClosedAt !== undefined) return { ...auction, phase: 'settling' };
  return { ...auction, phase: biddingClosedAt === undefined ? 'bidding' : 'reveal' };
}

function bidOf(
  { document, reveal }: z.infer<typeof bidRowSchema>,
  deliveries: ReadonlyMap<string, DeliveryView>,
): BidView {
  const bid = parseJsonWith(bidRecordSchema, document);
  const delivery = deliveries.get(bid.tag);
  return {
    ...bid,
    ...(reveal !== undefined && { reveal: parseJsonWith(openedPriceSchema, reveal) }),
    ...(delivery !== undefined && { delivery }),
  };
}
