import type { TradeEntry } from './tradeEntry.js';

/** How many times a trade's patience: up to half an hour. */
const TIMES = 15;

/**
 * When this home has a sale of its own paid out, should nobody else: all sales of a period are due in one second, and all of a home's paid
 * out one behind the other would be seen to be of one home. Pure.
 *
 * @param heldUntil ledger seconds, as is the answer.
 */
export function payoutDueAt({ patience }: Pick<TradeEntry, 'patience'>, heldUntil: number): number {
  return heldUntil + TIMES * patience;
}
