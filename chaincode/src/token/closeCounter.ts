import { publicRecords } from '@acequia/protocol';
import type { WriteTransaction } from '../ledger/index.js';
import { readOpenPrice } from './readOpenPrice.js';
import { requireTokenOwner } from './requireTokenOwner.js';

/**
 * Closes the counter: whatever buys or sells is ordered before this, or not taken. It writes the price alone; what follows
 * (folding, creating, a new price) reads totals that nobody adds to any more.
 *
 * @throws TokenError OWNER_DENIED, COUNTER_CLOSED. @throws LedgerError TOKEN_UNKNOWN.
 */
export async function closeCounter(tx: WriteTransaction): Promise<void> {
  await requireTokenOwner(tx);
  const price = await readOpenPrice(tx.state);
  await tx.state.put(publicRecords.price, [], { ...price, isOpen: false });
}
