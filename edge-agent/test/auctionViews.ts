import type { AuctionView, DeliveryView } from '@acequia/protocol';
import { NOON, TODAY } from './tradingScene.js';

const DAY = 86_400;
export const ACCOUNT = `acc-${'5'.repeat(32)}`;
export const TAG = 'ab'.repeat(32);
export const trader = { tag: TAG, keyHash: 'c'.repeat(64), accountId: ACCOUNT, quotaAccountId: ACCOUNT };
export const terms = {
  fund: ACCOUNT,
  excessPrice: '3',
  depositRatioBp: 1000,
  deadEndPenaltyBp: 100,
  biddingSeconds: 3600,
  revealSeconds: 1800,
  claimSeconds: 2 * DAY,
  disputeSeconds: 7 * DAY,
  maxLots: 100,
};
export const auction: AuctionView = {
  auctionId: 'e'.repeat(32),
  periodId: '2016-09',
  resource: 'water',
  lots: 20,
  buyer: trader,
  maxPriceHash: 'd'.repeat(64),
  bond: '60',
  terms,
  openedAt: NOON,
  biddingEndsAt: NOON + 3600,
  revealEndsAt: NOON + 5400,
  periodEnd: TODAY + 11 * DAY,
  phase: 'bidding',
  bids: [],
};
export const bid = {
  auctionId: auction.auctionId,
  ...trader,
  lots: 12,
  commitment: '1'.repeat(64),
  bond: '36',
  at: NOON,
};
export const delivery: DeliveryView = {
  auctionId: auction.auctionId,
  tag: TAG,
  keyHash: trader.keyHash,
  accountId: ACCOUNT,
  lots: 12,
  unitPrice: '2',
  proceeds: '24',
  bond: '36',
  excessPrice: '3',
  depositRatioBp: 1000,
  fund: ACCOUNT,
  periodEnd: auction.periodEnd,
  claimEndsAt: auction.periodEnd + 2 * DAY,
  disputeSeconds: 7 * DAY,
};
export const settlement = {
  outcome: 'traded',
  lots: 15,
  unitPrice: '2',
  toFund: '0',
  settledAt: NOON + 6000,
} as const;
export const opened = { unitPrice: '2', salt: '2'.repeat(32), at: NOON + 4000 };
