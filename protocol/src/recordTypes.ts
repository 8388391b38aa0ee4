import type { z } from 'zod';
import * as alarms from './schemas/alarms.js';
import * as auctions from './schemas/auctions.js';
import * as billing from './schemas/billing.js';
import * as currency from './schemas/currency.js';
import * as deliveries from './schemas/deliveries.js';
import * as disputes from './schemas/disputes.js';
import * as keys from './schemas/keys.js';
import * as market from './schemas/market.js';
import * as complaints from './schemas/complaints.js';
import * as decisions from './schemas/decisions.js';
import * as monitoring from './schemas/monitoring.js';
import * as statements from './schemas/statements.js';
import * as quota from './schemas/quota.js';
import * as registry from './schemas/registry.js';
import * as reserve from './schemas/reserve.js';
import * as token from './schemas/token.js';
import * as vouchers from './schemas/vouchers.js';
import { requestRecordSchema } from './schemas/request.js';

/** A kind of record in world state or in a home's collection: its composite key's type and attributes, and its value. */
export interface RecordType<Value extends z.ZodType = z.ZodType> {
  /** Object type of the Fabric composite key. */
  readonly type: string;
  /** Names of the composite key's attributes, in order. Sequences are padded to 10 digits. */
  readonly attributes: readonly string[];
  readonly schema: Value;
}

const record = <V extends z.ZodType>(
  type: string,
  attributes: readonly string[],
  schema: V,
): RecordType<V> => ({
  type,
  attributes,
  schema,
});

/** Public records: what the chaincode writes to world state and the projector reads from blocks. */
export const publicRecords = {
  community: record('community', [], registry.communityRecordSchema),
  party: record('party', ['mspId', 'keyHash'], registry.partyRecordSchema),
  home: record('home', ['homeId'], registry.homeRecordSchema),
  device: record('device', ['deviceId'], registry.deviceRecordSchema),
  /** Which device a public key belongs to, for good: no key serves two. */
  deviceKey: record('deviceKey', ['keyHash'], registry.deviceRequestSchema),
  homeDevice: record('homeDevice', ['homeId', 'deviceId'], registry.deviceRequestSchema),
  period: record('period', ['periodId'], quota.periodRecordSchema),
  /** The newest period: the next one starts at its end or later, so that no two overlap. */
  latestPeriod: record('latestPeriod', [], quota.latestPeriodSchema),
  holding: record('holding', ['periodId', 'resource', 'accountId'], quota.holdingSchema),
  producedLots: record('producedLots', ['periodId', 'accountId', 'before'], quota.producedLotsSchema),
  periodClosed: record('periodClosed', ['periodId'], quota.periodClosedRecordSchema),
  operationKey: record('operationKey', ['owner', 'version'], keys.operationKeyRecordSchema),
  latestOperationKey: record('latestOperationKey', ['owner'], keys.latestOperationKeySchema),
  /** Whom an operation key belongs to, for good; `keyHash` is the SHA-256 of its 32 bytes. */
  operationKeyUse: record('operationKeyUse', ['keyHash'], keys.operationKeyUseSchema),
  epoch: record('epoch', ['homeId', 'epoch'], keys.epochRecordSchema),
  latestEpoch: record('latestEpoch', ['homeId'], keys.latestEpochSchema),
  epochRevocation: record('epochRevocation', ['homeId', 'epoch'], keys.epochRevocationSchema),
  retention: record('retention', ['homeId'], monitoring.retentionRecordSchema),
  window: record('window', ['deviceId', 'sequence'], monitoring.windowRecordSchema),
  /** The sealed E of the windows that are kept in state. */
  essential: record('essential', ['deviceId', 'sequence'], monitoring.essentialRecordSchema),
  kept: record('kept', ['deviceId'], monitoring.keptRecordSchema),
  complaint: record('complaint', ['homeId', 'deviceId', 'sequence'], complaints.complaintRecordSchema),
  reveal: record('reveal', ['deviceId', 'sequence'], complaints.revealRecordSchema),
  decision: record('decision', ['deviceId', 'sequence'], decisions.decisionRecordSchema),
  purge: record('purge', ['deviceId', 'sequence'], monitoring.purgeRecordSchema),
  alarmBatch: record('alarmBatch', ['day', 'batchId'], alarms.alarmBatchRecordSchema),
  dispute: record('dispute', ['disputeId'], disputes.disputeRecordSchema),
  homeDispute: record('homeDispute', ['homeId', 'disputeId'], disputes.homeDisputeSchema),
  /** By side: a key that does not open is seen by the auditor alone, and must not stand in the other side's place. */
  disclosure: record(
    'disclosure',
    ['disputeId', 'deviceId', 'sequence', 'disclosedBy'],
    disputes.disclosureRecordSchema,
  ),
  tariff: record('tariff', ['tariffId'], billing.tariffRecordSchema),
  bill: record('bill', ['number'], billing.billRecordSchema),
  /** The one bill of a home for a period. */
  periodBill: record('periodBill', ['periodId', 'homeId'], billing.billRequestSchema),
  homeBill: record('homeBill', ['homeId', 'number'], billing.billRequestSchema),
  token: record('token', [], token.tokenRecordSchema),
  account: record('account', ['accountId'], token.accountRecordSchema),
  balance: record('balance', ['accountId'], token.balanceRecordSchema),
  credit: record('credit', ['accountId', 'creditId'], token.creditRecordSchema),
  hold: record('hold', ['holdId'], token.holdRecordSchema),
  holdOutcome: record('holdOutcome', ['holdId'], token.holdOutcomeSchema),
  fees: record('fees', [], token.feesRecordSchema),
  frozenAccount: record('frozenAccount', ['accountId'], token.frozenAccountSchema),
  restock: record('restock', ['accountId'], token.restockRecordSchema),
  /** The currency of an account, kept as its tokens are. */
  currencyBalance: record('currencyBalance', ['accountId'], token.balanceRecordSchema),
  currencyCredit: record('currencyCredit', ['accountId', 'creditId'], token.creditRecordSchema),
  bankBooking: record('bankBooking', ['reference'], currency.bankBookingSchema),
  withdrawal: record('withdrawal', ['withdrawalId'], currency.withdrawalRecordSchema),
  withdrawalOutcome: record('withdrawalOutcome', ['withdrawalId'], currency.withdrawalOutcomeSchema),
  price: record('price', [], reserve.priceRecordSchema),
  reserve: record('reserve', [], reserve.reserveRecordSchema),
  reserveDelta: record('reserveDelta', ['transactionId'], reserve.reserveDeltaSchema),
  marketPrice: record('marketPrice', ['resource'], reserve.marketPriceRecordSchema),
  voucher: record('voucher', ['voucherId'], vouchers.voucherRecordSchema),
  voucherOutcome: record('voucherOutcome', ['voucherId'], vouchers.voucherOutcomeSchema),
  market: record('market', ['periodId', 'resource'], market.marketRecordSchema),
  auction: record('auction', ['auctionId'], auctions.auctionRecordSchema),
  /** The auctions of a market. */
  marketAuction: record('marketAuction', ['periodId', 'resource', 'auctionId'], auctions.marketAuctionSchema),
  bid: record('bid', ['auctionId', 'tag'], auctions.bidRecordSchema),
  /** Whose a commitment is: none is taken twice. */
  bidCommitment: record('bidCommitment', ['auctionId', 'commitment'], auctions.bidCommitmentSchema),
  biddingClosed: record('biddingClosed', ['auctionId'], auctions.phaseClosedSchema),
  maxPrice: record('maxPrice', ['auctionId'], auctions.openedPriceSchema),
  bidReveal: record('bidReveal', ['auctionId', 'tag'], auctions.openedPriceSchema),
  revealsClosed: record('revealsClosed', ['auctionId'], auctions.phaseClosedSchema),
  settlement: record('settlement', ['auctionId'], auctions.settlementRecordSchema),
  delivery: record('delivery', ['auctionId', 'tag'], deliveries.deliveryRecordSchema),
  breachClaim: record('breachClaim', ['auctionId', 'tag'], deliveries.breachClaimSchema),
  breachDispute: record('breachDispute', ['auctionId', 'tag'], deliveries.breachDisputeSchema),
  breachDecision: record('breachDecision', ['auctionId', 'tag'], deliveries.breachDecisionSchema),
  deliveryRelease: record('deliveryRelease', ['auctionId', 'tag'], deliveries.deliveryReleaseSchema),
  trade: record('trade', ['periodId', 'resource', 'auctionId', 'tag'], market.tradeRecordSchema),
  request: record('request', ['mspId', 'keyHash', 'requestId'], requestRecordSchema),
} as const satisfies Readonly<Record<string, RecordType>>;
export type PublicRecords = typeof publicRecords;

/** Private records: what lies in a home's collection, for that home and the community alone. */
export const privateRecords = {
  quotaAccount: record('quotaAccount', [], quota.quotaAccountSchema),
  extended: record('extended', ['deviceId', 'sequence'], monitoring.extendedRecordSchema),
  statement: record('statement', ['statementId'], statements.statementSchema),
  billDocument: record('billDocument', ['number', 'status'], billing.billDocumentSchema),
} as const satisfies Readonly<Record<string, RecordType>>;
export type PrivateRecords = typeof privateRecords;

/** Key attribute of a sequence, an epoch or a version: padded, so that ranges come in order. */
export function sequenceAttribute(sequence: number): string {
  return String(sequence).padStart(10, '0');
}

/** A home's collection on the ledger. */
export function collectionOf(homeId: string): string {
  return `${homeId}Collection`;
}
