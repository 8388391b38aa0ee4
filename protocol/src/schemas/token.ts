import { z } from 'zod';
import {
  accountIdSchema,
  amountSchema,
  mspIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';
import { partyRequestSchema } from './registry.js';

/** What an account holds: the community's token, and the community's currency, each in minor units. */
export const assetSchema = z.enum(['token', 'currency']);
export type Asset = z.infer<typeof assetSchema>;

/** Id of a credit: the id of the transaction that made it, and which of that transaction's credits it is. */
export const creditIdSchema = z.string().regex(/^[0-9a-f]{64}-[a-z]{1,10}$/);
/** Credits to the debited account that this transaction folds into its balance, by key (DESIGN §5, rule 3). */
export const foldSchema = z.array(creditIdSchema).max(200);
const fold = foldSchema;

const tokenFields = {
  name: z.string().min(1).max(40),
  symbol: z.string().regex(/^[A-Z]{2,8}$/),
  decimals: z.int().min(0).max(9),
  /** The community fund's account: fees and penalties go there. */
  fund: accountIdSchema,
};
export const tokenRecordSchema = z.strictObject({
  ...tokenFields,
  /** Who manages the token: the operator that published it, until it hands it on (paper 000 §5.2, `transferOwn`). */
  owner: partyRequestSchema,
});
export type TokenRecord = z.infer<typeof tokenRecordSchema>;
/** Publishes the community's token once; the caller owns it, and the whole initial supply is credited to the treasury account. */
export const publishTokenRequestSchema = z.strictObject({
  ...tokenFields,
  requestId: requestIdSchema,
  supply: positiveAmountSchema,
  treasury: accountIdSchema,
});
export const transferOwnRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  newOwner: partyRequestSchema,
});

/** A share in basis points: 10,000 are the whole. */
const bp = (most: number): z.ZodInt => z.int().min(0).max(most);
/** What transfers cost, both 0 until the owner says otherwise. */
export const feesRecordSchema = z.strictObject({
  /** Of the amount, rounded up, on top of it; to the fund. At most 10 %. */
  transferFeeBp: bp(1000),
  /** Which share of each fee, rounded down, may be paid out as rewards. */
  rewardBp: bp(10_000),
});
export type FeesRecord = z.infer<typeof feesRecordSchema>;
export const setFeesRequestSchema = feesRecordSchema.extend({ requestId: requestIdSchema });
/**
 * Pays rewards that fees have set aside, whole credits of the fund, to somebody who runs a node: paper 000's getBlockReward.
 * Nobody mines blocks here (the orderers run Raft or BFT), so that the owner names who is rewarded.
 */
export const payRewardRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  to: accountIdSchema,
  /** Credits of the fund that are rewards: their ids end in `-reward`. */
  fold: fold.min(1),
});

export const accountRecordSchema = z.strictObject({
  accountId: accountIdSchema,
  ownerMspId: mspIdSchema,
  ownerKeyHash: sha256HexSchema,
});
export type AccountRecord = z.infer<typeof accountRecordSchema>;
/** The caller opens an account of its own. */
export const openAccountRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  accountId: accountIdSchema,
});

/** A frozen account keeps what it has; it cannot spend or receive, but refunds and settlements still arrive. */
export const frozenAccountSchema = z.strictObject({ isFrozen: z.boolean() });
export const freezeAccountRequestSchema = frozenAccountSchema.extend({
  requestId: requestIdSchema,
  accountId: accountIdSchema,
});

/** Below this much currency an account does not want to fall when it buys tokens (paper 000 §5.2, `restock`). */
export const restockRecordSchema = z.strictObject({ minBalance: amountSchema });
export const setRestockRequestSchema = restockRecordSchema.extend({
  requestId: requestIdSchema,
  accountId: accountIdSchema,
});
export const accountRequestSchema = z.strictObject({ accountId: accountIdSchema });
export const accountViewSchema = accountRecordSchema.extend({
  isFrozen: z.boolean(),
  minBalance: amountSchema,
});
export type AccountView = z.infer<typeof accountViewSchema>;

export const balanceRecordSchema = z.strictObject({ amount: amountSchema });
export const creditRecordSchema = z.strictObject({ amount: positiveAmountSchema });

export const transferRequestSchema = z
  .strictObject({
    requestId: requestIdSchema,
    from: accountIdSchema,
    to: accountIdSchema,
    amount: positiveAmountSchema,
    fold,
  })
  .refine((transfer) => transfer.from !== transfer.to, 'from and to must differ');

export const holdRecordSchema = z.strictObject({
  holdId: random16HexSchema,
  from: accountIdSchema,
  to: accountIdSchema,
  amount: positiveAmountSchema,
  /** Until then only the payee can release; from then on the payer can. */
  expiresAt: timestampSchema,
});
export type HoldRecord = z.infer<typeof holdRecordSchema>;
/** Sets tokens aside for a payee, who captures them or lets them go. */
export const holdRequestSchema = holdRecordSchema
  .extend({ requestId: requestIdSchema, fold })
  .refine((hold) => hold.from !== hold.to, 'from and to must differ');
export const holdOutcomeSchema = z.strictObject({
  outcome: z.enum(['captured', 'released']),
  /** What the payee got; the rest went back. */
  captured: amountSchema,
});
export const releaseHoldRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  holdId: random16HexSchema,
});
export const captureHoldRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  holdId: random16HexSchema,
  amount: positiveAmountSchema,
});
export const holdQuerySchema = z.strictObject({ holdId: random16HexSchema });
export const holdViewSchema = holdRecordSchema.extend({ outcome: holdOutcomeSchema.optional() });

/** Tokens unless `asset` says otherwise. */
export const balanceRequestSchema = z.strictObject({
  accountId: accountIdSchema,
  asset: assetSchema.optional(),
});
/** What an account can spend: its balance and the credits that it has not folded yet. */
export const balanceViewSchema = z.strictObject({
  accountId: accountIdSchema,
  amount: amountSchema,
  folded: amountSchema,
  credits: z.array(z.strictObject({ creditId: creditIdSchema, amount: positiveAmountSchema })),
});
export type BalanceView = z.infer<typeof balanceViewSchema>;
