import { fromAmount } from '../amounts.js';

/** A note's kind and amount in minor units, above zero: the kind says in whose favour. */
export interface ComputedNote {
  readonly kind: 'creditNote' | 'debitNote';
  readonly differenceMinor: string;
}

/**
 * The note that brings what was charged for a period to what should have been charged.
 *
 * @param total the recomputed bill's total, minor units.
 * @param charged the bill's total plus all debit notes minus all credit notes so far, minor units.
 * @returns undefined when there is nothing to correct.
 */
export function computeNote(total: bigint, charged: bigint): ComputedNote | undefined {
  if (total === charged) return undefined;
  return total > charged
    ? { kind: 'debitNote', differenceMinor: fromAmount(total - charged) }
    : { kind: 'creditNote', differenceMinor: fromAmount(charged - total) };
}
