import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { followsMarket } from './followsMarket.js';
import { readClosedReserve } from './readClosedReserve.js';
import { readMarket } from './readMarket.js';
import { requireTokenOwner } from './requireTokenOwner.js';
import { TokenError } from './TokenError.js';

/**
 * Opens the counter at new prices (paper 000 §5.2, `setSCTPrice`), when the reserve can buy every token back at the sell price
 * and that price follows the market's.
 *
 * @throws TokenError OWNER_DENIED, COUNTER_NOT_CLOSED, FOLD_MISSING, PRICE_INVERTED, PRICE_JUMP, RESERVE_INSUFFICIENT.
 * @throws LedgerError TOKEN_UNKNOWN.
 */
export async function openCounter(
  tx: WriteTransaction,
  { buyPrice, sellPrice }: RequestOf<'token', 'openCounter'>,
): Promise<void> {
  const { decimals } = await requireTokenOwner(tx);
  const { totals, price: last } = await readClosedReserve(tx.state);
  if (BigInt(buyPrice) < BigInt(sellPrice)) {
    throw new TokenError('PRICE_INVERTED', 'the buy price would be below the sell price');
  }
  const market = await readMarket(tx.state);
  if (last !== undefined && !followsMarket({ sellPrice, market }, last)) {
    throw new TokenError(
      'PRICE_JUMP',
      'the sell price would move by more than 5 % from where the market went',
    );
  }
  const terms = { buyPrice, sellPrice, per: (10n ** BigInt(decimals)).toString() };
  totals.requireCovered(terms);
  await tx.state.put(publicRecords.price, [], { ...terms, isOpen: true, at: tx.now, market });
}
