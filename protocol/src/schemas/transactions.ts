import { z } from 'zod';
import * as alarms from './alarms.js';
import * as auctions from './auctions.js';
import * as billing from './billing.js';
import * as currency from './currency.js';
import * as deliveries from './deliveries.js';
import * as disputes from './disputes.js';
import * as keys from './keys.js';
import * as market from './market.js';
import * as complaints from './complaints.js';
import * as decisions from './decisions.js';
import * as monitoring from './monitoring.js';
import * as statements from './statements.js';
import { emptyRequestSchema, writtenSchema } from './primitives.js';
import * as quota from './quota.js';
import * as registry from './registry.js';
import * as reserve from './reserve.js';
import * as token from './token.js';
import * as vouchers from './vouchers.js';

/** One transaction function: what it takes and gives, and whether it writes. */
export interface TransactionDefinition<
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Transient extends Readonly<Record<string, z.ZodType>> = Readonly<Record<string, z.ZodType>>,
> {
  readonly kind: 'submit' | 'evaluate';
  readonly request: Request;
  readonly response: Response;
  /** Private inputs by their name in the transient map, each canonical JSON in UTF-8. */
  readonly transient: Transient;
}

/** Most functions have no private inputs. */
const NO_TRANSIENT = Object.freeze({});
type NoTransient = typeof NO_TRANSIENT;

/** A function that writes; it answers with its transaction's id. */
type SubmitDefinition<
  Q extends z.ZodType,
  T extends Readonly<Record<string, z.ZodType>>,
> = TransactionDefinition<Q, typeof writtenSchema, T> & { readonly kind: 'submit' };
/** A query. */
type EvaluateDefinition<Q extends z.ZodType, R extends z.ZodType> = TransactionDefinition<
  Q,
  R,
  NoTransient
> & {
  readonly kind: 'evaluate';
};

const submit = <Q extends z.ZodType>(request: Q): SubmitDefinition<Q, NoTransient> => ({
  kind: 'submit',
  request,
  response: writtenSchema,
  transient: NO_TRANSIENT,
});

const submitPrivate = <Q extends z.ZodType, T extends Readonly<Record<string, z.ZodType>>>(
  request: Q,
  transient: T,
): SubmitDefinition<Q, T> => ({
  kind: 'submit',
  request,
  response: writtenSchema,
  transient,
});

const evaluate = <Q extends z.ZodType, R extends z.ZodType>(
  request: Q,
  response: R,
): EvaluateDefinition<Q, R> => ({ kind: 'evaluate', request, response, transient: NO_TRANSIENT });

/**
 * Every transaction function by contract and name, as in `registry:enrolHome`. Each takes one argument, the canonical
 * JSON of its request. The client's methods, the chaincode's validation and its metadata all come from this table.
 */
export const transactions = {
  registry: {
    createCommunity: submit(registry.createCommunityRequestSchema),
    getCommunity: evaluate(emptyRequestSchema, registry.communityRecordSchema),
    enrolParty: submit(registry.enrolPartyRequestSchema),
    setPartyStatus: submit(registry.setPartyStatusRequestSchema),
    getParty: evaluate(registry.partyRequestSchema, registry.partyRecordSchema),
    enrolHome: submit(registry.enrolHomeRequestSchema),
    setHomeStatus: submit(registry.setHomeStatusRequestSchema),
    getHome: evaluate(registry.homeRequestSchema, registry.homeRecordSchema),
    listHomes: evaluate(emptyRequestSchema, z.array(registry.homeRecordSchema)),
    enrolDevice: submit(registry.enrolDeviceRequestSchema),
    setDeviceStatus: submit(registry.setDeviceStatusRequestSchema),
    swapDevice: submit(registry.swapDeviceRequestSchema),
    getDevice: evaluate(registry.deviceRequestSchema, registry.deviceRecordSchema),
    listDevices: evaluate(registry.homeRequestSchema, z.array(registry.deviceRecordSchema)),
  },
  quota: {
    openPeriod: submit(quota.openPeriodRequestSchema),
    moveLots: submit(quota.moveLotsRequestSchema),
    adjustContract: submit(quota.adjustContractRequestSchema),
    addProducedLots: submit(quota.addProducedLotsRequestSchema),
    closePeriod: submit(quota.closePeriodRequestSchema),
    assignAccount: submitPrivate(quota.assignAccountRequestSchema, {
      quotaAccount: quota.quotaAccountSchema,
    }),
    getPeriod: evaluate(quota.periodRequestSchema, quota.periodViewSchema),
    getHoldings: evaluate(quota.periodRequestSchema, quota.holdingsSchema),
    checkEquation9: evaluate(quota.periodRequestSchema, quota.equation9Schema),
    listProducedLots: evaluate(quota.periodRequestSchema, quota.producedLotsListSchema),
    getQuotaAccount: evaluate(quota.quotaAccountRequestSchema, quota.quotaAccountSchema),
  },
  keys: {
    publishOperationKey: submit(keys.publishOperationKeyRequestSchema),
    destroyOperationKey: submit(keys.destroyOperationKeyRequestSchema),
    getOperationKey: evaluate(keys.operationKeyRequestSchema, keys.operationKeyRecordSchema),
    publishEpochs: submit(keys.publishEpochsRequestSchema),
    getEpoch: evaluate(keys.epochRequestSchema, keys.epochViewSchema),
  },
  monitoring: {
    submitWindows: submitPrivate(monitoring.submitWindowsRequestSchema, {
      extended: monitoring.sealedExtendedSchema,
    }),
    setRetention: submit(monitoring.setRetentionRequestSchema),
    getRetention: evaluate(registry.homeRequestSchema, monitoring.retentionRecordSchema),
    complain: submit(complaints.complainRequestSchema),
    listComplaints: evaluate(registry.homeRequestSchema, complaints.complaintsSchema),
    republishWindow: submitPrivate(complaints.republishWindowRequestSchema, {
      extended: monitoring.sealedRecordSchema,
    }),
    revealWindow: submitPrivate(complaints.revealWindowRequestSchema, { dek: complaints.dekSchema }),
    decideWindows: submit(decisions.decideWindowsRequestSchema),
    purgePayload: submit(monitoring.purgePayloadRequestSchema),
    getWindow: evaluate(monitoring.windowRequestSchema, monitoring.windowViewSchema),
    getLastWindow: evaluate(monitoring.lastWindowRequestSchema, monitoring.lastWindowSchema),
    getEssential: evaluate(monitoring.windowRequestSchema, monitoring.essentialRecordSchema),
    getExtended: evaluate(monitoring.windowRequestSchema, monitoring.extendedRecordSchema),
    deliverStatement: submitPrivate(statements.deliverStatementRequestSchema, {
      statement: statements.statementSchema,
    }),
    getStatement: evaluate(statements.statementRequestSchema, statements.statementSchema),
  },
  alarms: {
    sendAlarms: submit(alarms.sendAlarmsRequestSchema),
    getAlarmBatch: evaluate(alarms.alarmBatchRequestSchema, alarms.alarmBatchRecordSchema),
    listAlarmBatches: evaluate(alarms.alarmsOfDayRequestSchema, alarms.alarmBatchesSchema),
  },
  disputes: {
    openDispute: submit(disputes.openDisputeRequestSchema),
    disclose: submitPrivate(disputes.discloseRequestSchema, { deks: disputes.deksSchema }),
    recordFinding: submit(disputes.recordFindingRequestSchema),
    closeDispute: submit(disputes.closeDisputeRequestSchema),
    getDispute: evaluate(disputes.disputeRequestSchema, disputes.disputeViewSchema),
    listDisputes: evaluate(disputes.disputesRequestSchema, disputes.disputesSchema),
  },
  billing: {
    setTariff: submit(billing.setTariffRequestSchema),
    getTariff: evaluate(billing.tariffRequestSchema, billing.tariffRecordSchema),
    previewBill: submit(billing.previewBillRequestSchema),
    finaliseBill: submit(billing.finaliseBillRequestSchema),
    issueNote: submit(billing.issueNoteRequestSchema),
    deliverBill: submitPrivate(billing.deliverBillRequestSchema, { document: billing.billDocumentSchema }),
    getBill: evaluate(billing.billRequestSchema, billing.billRecordSchema),
    listBills: evaluate(billing.billsRequestSchema, billing.billRecordsSchema),
    getBillDocument: evaluate(billing.billRequestSchema, billing.billDocumentSchema),
  },
  token: {
    publish: submit(token.publishTokenRequestSchema),
    getToken: evaluate(emptyRequestSchema, token.tokenRecordSchema),
    transferOwn: submit(token.transferOwnRequestSchema),
    setFees: submit(token.setFeesRequestSchema),
    getFees: evaluate(emptyRequestSchema, token.feesRecordSchema),
    payReward: submit(token.payRewardRequestSchema),
    openAccount: submit(token.openAccountRequestSchema),
    freezeAccount: submit(token.freezeAccountRequestSchema),
    setRestock: submit(token.setRestockRequestSchema),
    getAccount: evaluate(token.accountRequestSchema, token.accountViewSchema),
    transfer: submit(token.transferRequestSchema),
    hold: submit(token.holdRequestSchema),
    releaseHold: submit(token.releaseHoldRequestSchema),
    captureHold: submit(token.captureHoldRequestSchema),
    getHold: evaluate(token.holdQuerySchema, token.holdViewSchema),
    getBalance: evaluate(token.balanceRequestSchema, token.balanceViewSchema),
    depositCurrency: submit(currency.depositCurrencyRequestSchema),
    requestWithdrawal: submit(currency.requestWithdrawalRequestSchema),
    settleWithdrawal: submit(currency.settleWithdrawalRequestSchema),
    getWithdrawal: evaluate(currency.withdrawalRequestSchema, currency.withdrawalViewSchema),
    publishMarketPrice: submit(reserve.publishMarketPriceRequestSchema),
    getMarketPrice: evaluate(reserve.marketPriceRequestSchema, reserve.marketPriceRecordSchema),
    buy: submit(reserve.buyRequestSchema),
    sell: submit(reserve.sellRequestSchema),
    getPrice: evaluate(emptyRequestSchema, reserve.priceViewSchema),
    closeCounter: submit(reserve.closeCounterRequestSchema),
    openCounter: submit(reserve.openCounterRequestSchema),
    foldReserve: submit(reserve.foldReserveRequestSchema),
    createToken: submit(reserve.createTokenRequestSchema),
    fundReserve: submit(reserve.fundReserveRequestSchema),
    withdrawReserve: submit(reserve.withdrawReserveRequestSchema),
    getReserve: evaluate(emptyRequestSchema, reserve.reserveViewSchema),
    issueVoucher: submit(vouchers.issueVoucherRequestSchema),
    redeemVoucher: submit(vouchers.redeemVoucherRequestSchema),
    reclaimVoucher: submit(vouchers.reclaimVoucherRequestSchema),
    getVoucher: evaluate(vouchers.voucherRequestSchema, vouchers.voucherViewSchema),
  },
  market: {
    setMarket: submit(market.setMarketRequestSchema),
    getMarket: evaluate(market.marketRequestSchema, market.marketRecordSchema),
    offer: submit(auctions.offerRequestSchema),
    bid: submit(auctions.bidRequestSchema),
    closeBidding: submit(auctions.auctionStepRequestSchema),
    depositMaxPrice: submit(auctions.depositMaxPriceRequestSchema),
    revealBid: submit(auctions.revealBidRequestSchema),
    closeReveals: submit(auctions.auctionStepRequestSchema),
    settle: submit(auctions.auctionStepRequestSchema),
    getAuction: evaluate(auctions.auctionRequestSchema, auctions.auctionViewSchema),
    listAuctions: evaluate(auctions.auctionsRequestSchema, auctions.auctionsSchema),
    claimBreach: submit(deliveries.claimBreachRequestSchema),
    disputeBreach: submit(deliveries.deliveryStepRequestSchema),
    decideBreach: submit(deliveries.decideBreachRequestSchema),
    releaseDelivery: submit(deliveries.deliveryStepRequestSchema),
    getDelivery: evaluate(deliveries.deliveryRequestSchema, deliveries.deliveryViewSchema),
    getMeanPrice: evaluate(market.marketRequestSchema, market.meanPriceSchema),
    getWeights: evaluate(market.weightsRequestSchema, market.weightsSchema),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, TransactionDefinition>>>>;

export type Transactions = typeof transactions;
export type ContractName = keyof Transactions;
