import { buyTerms, sellTerms, type PriceRecord } from '@acequia/protocol';
import { CliError } from '../CliError.js';

/**
 * What the counter gives at the price in force: tokens for a budget of currency, or currency for tokens. Minor units.
 *
 * @throws CliError COUNTER_CLOSED, AMOUNT_TOO_SMALL.
 */
export function counterOffer(side: 'buy' | 'sell', amount: string, price: PriceRecord | undefined): bigint {
  if (price?.isOpen !== true) {
    throw new CliError('COUNTER_CLOSED', 'the counter is closed: nothing can be bought or sold now');
  }
  const got =
    side === 'buy' ? buyTerms(BigInt(amount), price).tokens : sellTerms(BigInt(amount), price).currency;
  if (got > 0n) return got;
  throw new CliError('AMOUNT_TOO_SMALL', 'nothing is got for so little at the price in force');
}
