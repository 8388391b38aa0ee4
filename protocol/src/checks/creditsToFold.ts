import type { BalanceView } from '../schemas/token.js';
import { largestCredits } from './largestCredits.js';

/** The ids of the credits that an account folds in when it pays: its {@link largestCredits}. Pure. */
export function creditsToFold(credits: BalanceView['credits']): string[] {
  return largestCredits(credits).map(({ creditId }) => creditId);
}
