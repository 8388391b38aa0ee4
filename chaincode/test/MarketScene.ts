import type { QuotaResource } from '@acequia/protocol';
import { Community } from './Community.js';
import { MarketStage, type Trader as TraderOf } from './MarketStage.js';
import type { Receipt } from './Receipt.js';
import type { TestIdentity } from './TestIdentity.js';

export type Trader = TraderOf<TestIdentity>;

const DAY = 86_400;

/** The market of the tests, on a ledger in memory. */
export class MarketScene extends MarketStage<TestIdentity, Receipt, Community> {
  constructor(resource?: QuotaResource) {
    const times = {
      periodSeconds: 30 * DAY,
      biddingSeconds: 600,
      revealSeconds: 300,
      claimSeconds: DAY,
      disputeSeconds: 7 * DAY,
    };
    super(new Community(), times, resource);
  }
}
