import { marketRecordSchema, quotaResourceSchema, type QuotaResource } from '@acequia/protocol';
import { z } from 'zod';

const HOUR = 3600;
const DAY = 24 * HOUR;
const terms = marketRecordSchema.omit({ periodId: true, resource: true, fund: true }).shape;

/**
 * Under which terms a resource is traded. Only the excess price has no default: it is what a lot over the quota costs, in tokens
 * (minor units). Seconds are the ledger's.
 */
const resourceTermsSchema = z.strictObject({
  ...terms,
  depositRatioBp: terms.depositRatioBp.default(2000),
  deadEndPenaltyBp: terms.deadEndPenaltyBp.default(100),
  /** Homes look at their rules every hour, and payments for bonds take up to half an hour. */
  biddingSeconds: terms.biddingSeconds.default(6 * HOUR),
  revealSeconds: terms.revealSeconds.default(2 * HOUR),
  claimSeconds: terms.claimSeconds.default(14 * DAY),
  disputeSeconds: terms.disputeSeconds.default(7 * DAY),
  maxLots: terms.maxLots.default(1000),
});

/** The community's markets, by resource; what is not named is not traded unless an operator opens a market of it by hand. */
export const marketConfigSchema = z.partialRecord(quotaResourceSchema, resourceTermsSchema);
export type MarketConfig = Readonly<Partial<Record<QuotaResource, z.infer<typeof resourceTermsSchema>>>>;
