import { buyTerms, type CounterPrice, type CounterTerms } from '@acequia/protocol';
import { TokenError } from './TokenError.js';

/** What a buyer has, would spend, and wants to keep, in currency minor units. */
interface Wish {
  readonly available: bigint;
  readonly budget: bigint;
  readonly minBalance: bigint;
}

/**
 * What a buyer gets: as many tokens as the budget buys without leaving less currency than the account keeps. Paper 000's
 * restock turns the part of the tokens that would be too many back into currency; here it is never turned into tokens.
 *
 * @throws TokenError BALANCE_INSUFFICIENT, AMOUNT_TOO_SMALL.
 */
export function planBuy({ available, budget, minBalance }: Wish, price: CounterPrice): CounterTerms {
  if (available < budget) {
    throw new TokenError('BALANCE_INSUFFICIENT', 'the balance, with the credits folded in, is too low');
  }
  const free = available > minBalance ? available - minBalance : 0n;
  const terms = buyTerms(budget < free ? budget : free, price);
  if (terms.tokens > 0n) return terms;
  throw new TokenError('AMOUNT_TOO_SMALL', 'what may be spent buys no token');
}
