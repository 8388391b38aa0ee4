import { fromAmount, publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { openPurse } from './openPurse.js';
import { planBuy } from './planBuy.js';
import { readOpenPrice } from './readOpenPrice.js';
import { requireLeast } from './requireLeast.js';
import { requireOwner } from './requireOwner.js';

/**
 * Buys new tokens for currency of the caller's account (paper 000 §5.2, `buy`). What they cost goes into the reserve, as a
 * delta of its own.
 *
 * @throws TokenError COUNTER_CLOSED, ACCOUNT_DENIED, ACCOUNT_FROZEN, BALANCE_INSUFFICIENT, AMOUNT_TOO_SMALL, PRICE_MOVED,
 * CREDIT_DUPLICATE.
 * @throws LedgerError ACCOUNT_UNKNOWN, CURRENCY_CREDIT_UNKNOWN. @throws CodedError AMOUNT_OVERFLOW.
 */
export async function buy(
  tx: WriteTransaction,
  { accountId, amount, fold, least }: RequestOf<'token', 'buy'>,
): Promise<void> {
  const { state, caller, id } = tx;
  await requireOwner(accountId, caller, state);
  const price = await readOpenPrice(state);
  const minBalance = BigInt((await state.get(publicRecords.restock, [accountId]))?.minBalance ?? '0');
  const { available, take } = await openPurse(state, { accountId, fold, asset: 'currency' });
  const { tokens, currency } = planBuy({ available, budget: BigInt(amount), minBalance }, price);
  requireLeast(tokens, least);
  await take(currency);
  await credit(tx, accountId, 'purchase', tokens);
  await state.create(publicRecords.reserveDelta, [id], {
    direction: 'in',
    tokens: fromAmount(tokens),
    currency: fromAmount(currency),
  });
}
