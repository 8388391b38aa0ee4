import { CodedError } from './errors.js';

/** The largest amount, 2^63 - 1: what a signed 64-bit column or field of any other system still holds. */
export const MAX_AMOUNT = 2n ** 63n - 1n;

/** Reads an amount that a schema has already checked to be a decimal string. */
export function toAmount(text: string): bigint {
  return BigInt(text);
}

/**
 * Writes an amount as it travels.
 *
 * @throws CodedError AMOUNT_OVERFLOW above {@link MAX_AMOUNT}, AMOUNT_NEGATIVE below zero.
 */
export function fromAmount(amount: bigint): string {
  if (amount > MAX_AMOUNT) throw new CodedError('AMOUNT_OVERFLOW', 'the amount exceeds 2^63 - 1');
  if (amount < 0n) throw new CodedError('AMOUNT_NEGATIVE', 'the amount is below zero');
  return amount.toString();
}

/**
 * Writes an amount that may be below zero.
 *
 * @throws CodedError AMOUNT_OVERFLOW beyond {@link MAX_AMOUNT} either way.
 */
export function fromSignedAmount(amount: bigint): string {
  return amount < 0n ? `-${fromAmount(-amount)}` : fromAmount(amount);
}

/** Divides to the nearest integer, halves up, for a non-negative dividend and a positive divisor. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}
