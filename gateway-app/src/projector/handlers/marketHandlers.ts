import { canonicalJson, publicRecords, type JsonValue, type RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import { recordHandler, type RecordHandler } from './RecordHandler.js';

/** Columns of a delivery that later transactions fill, each once. */
type DeliveryColumn = 'claim' | 'dispute' | 'decision' | 'release';

/** What came of a sale, noted beside it: all these records have the sale's key. */
function ofDelivery<S extends z.ZodType<JsonValue>>(
  record: RecordType<S>,
  column: DeliveryColumn,
): RecordHandler {
  return recordHandler(record, ({ database }, value, [auctionId = '', tag = '']) => {
    database.run(
      `UPDATE deliveries SET "${column}" = ? WHERE auctionId = ? AND tag = ?`,
      canonicalJson(value),
      auctionId,
      tag,
    );
  });
}

/** Markets, auctions with their bids, and what came of their sales. */
export const marketHandlers: readonly RecordHandler[] = [
  recordHandler(publicRecords.market, ({ database }, market) => {
    database.run(
      'INSERT OR REPLACE INTO markets (periodId, resource, document) VALUES (?, ?, ?)',
      market.periodId,
      market.resource,
      canonicalJson(market),
    );
  }),
  recordHandler(publicRecords.auction, ({ database, block, position }, auction) => {
    database.run(
      'INSERT INTO auctions (auctionId, periodId, resource, document, block, position) VALUES (?, ?, ?, ?, ?, ?)',
      auction.auctionId,
      auction.periodId,
      auction.resource,
      canonicalJson(auction),
      block,
      position,
    );
  }),
  recordHandler(publicRecords.bid, ({ database }, bid) => {
    database.run(
      'INSERT INTO bids (auctionId, tag, document) VALUES (?, ?, ?)',
      bid.auctionId,
      bid.tag,
      canonicalJson(bid),
    );
  }),
  recordHandler(publicRecords.biddingClosed, ({ database }, { closedAt }, [auctionId = '']) => {
    database.run('UPDATE auctions SET biddingClosedAt = ? WHERE auctionId = ?', closedAt, auctionId);
  }),
  recordHandler(publicRecords.maxPrice, ({ database }, price, [auctionId = '']) => {
    database.run('UPDATE auctions SET maxPrice = ? WHERE auctionId = ?', canonicalJson(price), auctionId);
  }),
  recordHandler(publicRecords.bidReveal, ({ database }, price, [auctionId = '', tag = '']) => {
    const sql = 'UPDATE bids SET reveal = ? WHERE auctionId = ? AND tag = ?';
    database.run(sql, canonicalJson(price), auctionId, tag);
  }),
  recordHandler(publicRecords.revealsClosed, ({ database }, { closedAt }, [auctionId = '']) => {
    database.run('UPDATE auctions SET revealsClosedAt = ? WHERE auctionId = ?', closedAt, auctionId);
  }),
  recordHandler(publicRecords.settlement, ({ database }, settlement, [auctionId = '']) => {
    const sql = 'UPDATE auctions SET settlement = ? WHERE auctionId = ?';
    database.run(sql, canonicalJson(settlement), auctionId);
  }),
  recordHandler(publicRecords.delivery, ({ database, block, position }, delivery) => {
    database.run(
      'INSERT INTO deliveries (auctionId, tag, document, block, position) VALUES (?, ?, ?, ?, ?)',
      delivery.auctionId,
      delivery.tag,
      canonicalJson(delivery),
      block,
      position,
    );
  }),
  ofDelivery(publicRecords.breachClaim, 'claim'),
  ofDelivery(publicRecords.breachDispute, 'dispute'),
  ofDelivery(publicRecords.breachDecision, 'decision'),
  ofDelivery(publicRecords.deliveryRelease, 'release'),
  recordHandler(publicRecords.trade, ({ database, block, position }, trade) => {
    database.run(
      'INSERT INTO trades (periodId, resource, auctionId, tag, document, block, position) VALUES (?, ?, ?, ?, ?, ?, ?)',
      trade.periodId,
      trade.resource,
      trade.auctionId,
      trade.tag,
      canonicalJson(trade),
      block,
      position,
    );
  }),
];
