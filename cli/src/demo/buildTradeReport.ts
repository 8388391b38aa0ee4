import { auditAuction } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { DemoReport } from './demoReportSchema.js';
import type { TradeResult } from './playTrade.js';
import { toSafeNumber } from './toSafeNumber.js';

export type TradeReport = NonNullable<DemoReport['trade']>;

/**
 * The trade as build/demo.json holds it, once the auction was computed anew from its bids.
 *
 * @throws CliError AUCTION_WRONG when the ledger says otherwise than the bids; CodedError AMOUNT_UNSAFE.
 */
export function buildTradeReport({ auction, reserve, trades }: TradeResult): TradeReport {
  const { faults } = auditAuction(auction);
  if (faults.length > 0)
    throw new CliError('AUCTION_WRONG', `the auction did not end as its bids have it: ${faults.join(', ')}`);
  const { settlement, periodId, resource, lots, bids } = auction;
  return {
    periodId,
    resource,
    lots,
    unitPrice: toSafeNumber(settlement?.unitPrice ?? '0'),
    bids: bids.map(({ tag, lots: offered, reveal, delivery }) => ({
      tag: tag.slice(0, 8),
      lots: offered,
      asked: reveal === undefined ? null : toSafeNumber(reveal.unitPrice),
      sold: delivery?.lots ?? 0,
      proceeds: toSafeNumber(delivery?.proceeds ?? '0'),
    })),
    homes: trades.map(({ homeId, trade: { side, outcome } }) => ({
      id: homeId,
      side,
      lots: outcome.lots,
      tokens: toSafeNumber((BigInt(outcome.price) * BigInt(outcome.lots)).toString()),
    })),
    reserve: {
      supply: toSafeNumber(reserve.supply),
      currency: toSafeNumber(reserve.currency),
      required: toSafeNumber(reserve.required),
      covers: reserve.covers,
    },
  };
}
