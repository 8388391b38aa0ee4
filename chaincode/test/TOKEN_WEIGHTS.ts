import { transactions } from '@acequia/protocol';

/** Those without which others are never taken come oftener; freezing and handing on, which stop others, seldomer. */
const WEIGHTS: Readonly<Record<string, number>> = {
  depositCurrency: 8,
  buy: 8,
  sell: 5,
  transfer: 6,
  hold: 4,
  issueVoucher: 4,
  openCounter: 6,
  foldReserve: 6,
  freezeAccount: 3,
  payReward: 6,
  reclaimVoucher: 5,
  createToken: 4,
  withdrawReserve: 6,
  captureHold: 4,
};

/** All functions of the token that write, each with how often random steps try it. */
export const TOKEN_WEIGHTS: readonly (readonly [weight: number, fn: string])[] = Object.entries(
  transactions.token,
)
  .filter(([, { kind }]) => kind === 'submit')
  .map(([fn]) => [WEIGHTS[fn] ?? 2, fn]);
