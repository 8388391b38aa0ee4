import { toAmount } from '../amounts.js';
import type { BalanceView } from '../schemas/token.js';

/** Most credits that one transaction folds. */
const MAX_FOLD = 200;

/**
 * Which of an account's credits to fold when it pays: as many as one transaction takes, the largest first. Anybody can send an account
 * dust, and hundreds of tiny credits must not keep it from spending what it has. Pure.
 */
export function largestCredits(credits: BalanceView['credits']): BalanceView['credits'] {
  return credits.toSorted((a, b) => Number(toAmount(b.amount) - toAmount(a.amount))).slice(0, MAX_FOLD);
}
