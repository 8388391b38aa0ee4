import { fromAmount, publicRecords, sellTerms } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { debit } from './debit.js';
import { readOpenPrice } from './readOpenPrice.js';
import { requireLeast } from './requireLeast.js';
import { requireOwner } from './requireOwner.js';
import { TokenError } from './TokenError.js';

/**
 * Sells tokens of the caller's account back for currency from the reserve, rounded down, and burns them (paper 000 §5.2).
 *
 * @throws TokenError COUNTER_CLOSED, ACCOUNT_DENIED, ACCOUNT_FROZEN, BALANCE_INSUFFICIENT, AMOUNT_TOO_SMALL, PRICE_MOVED,
 * CREDIT_DUPLICATE.
 * @throws LedgerError ACCOUNT_UNKNOWN, CREDIT_UNKNOWN. @throws CodedError AMOUNT_OVERFLOW.
 */
export async function sell(
  tx: WriteTransaction,
  { accountId, amount, fold, least }: RequestOf<'token', 'sell'>,
): Promise<void> {
  const { state, caller, id } = tx;
  await requireOwner(accountId, caller, state);
  const { tokens, currency } = sellTerms(BigInt(amount), await readOpenPrice(state));
  if (currency === 0n) throw new TokenError('AMOUNT_TOO_SMALL', 'the tokens are worth no currency');
  requireLeast(currency, least);
  await debit(state, { accountId, amount: tokens, fold });
  await credit(tx, accountId, 'sale', currency, 'currency');
  await state.create(publicRecords.reserveDelta, [id], {
    direction: 'out',
    tokens: amount,
    currency: fromAmount(currency),
  });
}
