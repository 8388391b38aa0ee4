import { CodedError } from '@acequia/protocol';

/** An amount as a JSON number. @throws CodedError AMOUNT_UNSAFE when that cannot hold it exactly. */
export function toSafeNumber(amount: string): number {
  const value = Number(amount);
  if (!Number.isSafeInteger(value)) throw new CodedError('AMOUNT_UNSAFE', 'an amount exceeds 2^53 - 1');
  return value;
}
