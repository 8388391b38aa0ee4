import {
  accountIdSchema,
  amountSchema,
  positiveAmountSchema,
  random16HexSchema,
  timestampSchema,
} from '@acequia/protocol';
import { z } from 'zod';

/** The home's own token account, as it is kept at rest: drawn before it is opened, with the request that opens it. */
export const purseStateSchema = z.strictObject({ accountId: accountIdSchema, requestId: random16HexSchema });
export type PurseState = z.infer<typeof purseStateSchema>;

/** What the home has on account with the community: for fees, and for what its pseudonyms set aside. */
export const serviceMoneySchema = z.strictObject({
  /** Tokens, minor units. */
  balance: amountSchema,
  /** When the community said so, ledger seconds. */
  at: timestampSchema,
});
export type ServiceMoney = z.infer<typeof serviceMoneySchema>;

/** `GET /money`: what the household has, tokens in minor units. It asks the community, and may take some seconds. */
export const moneyAnswerSchema = z.strictObject({
  /** The home's token account: tell it to who is to pay the home. */
  accountId: accountIdSchema,
  tokens: amountSchema,
  /** What it has of the community's currency there, minor units: tokens can be bought for it, or the bank asked to pay it. */
  currency: amountSchema,
  /** Absent where the community has not answered yet, or the home has no mailbox. */
  service: serviceMoneySchema.optional(),
});
export type MoneyAnswer = z.infer<typeof moneyAnswerSchema>;

/** `POST /money/deposit`: pays from the home's account into its account with the community. Answers with `{requestId}`, 201. */
export const depositBodySchema = z.strictObject({
  /** Drawn by whoever asks: the same deposit again is made once. */
  requestId: random16HexSchema,
  /** Minor units. */
  amount: positiveAmountSchema,
});
export type DepositBody = z.infer<typeof depositBodySchema>;
/** Answer to everything that is done with the home's money: the request that had its effect. */
export const moneyDoneSchema = z.strictObject({ requestId: random16HexSchema });

/**
 * `POST /money/buy`: tokens at the counter for at most `amount` of currency; `POST /money/sell`: currency for `amount` of tokens. Minor
 * units; 201.
 */
export const counterOrderSchema = depositBodySchema.extend({
  /** The least to get in exchange, tokens or currency: the price may change on the way. */
  least: positiveAmountSchema,
});
export type CounterOrder = z.infer<typeof counterOrderSchema>;

/** `POST /money/payout`: has the bank pay out currency, minor units; its request is the withdrawal's id. 201. */
export const payoutBodySchema = depositBodySchema;

/** `POST /money/redeem`: takes a voucher's tokens. Whoever knows the code could. 201. */
export const redeemBodySchema = z.strictObject({
  requestId: random16HexSchema,
  voucherId: random16HexSchema,
  code: random16HexSchema,
});
export type RedeemBody = z.infer<typeof redeemBodySchema>;
