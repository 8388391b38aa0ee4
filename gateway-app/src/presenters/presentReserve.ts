import { publicRecords, requiredReserve } from '@acequia/protocol';
import type { ReadModel } from '../readModel/ReadModel.js';

/** What stands behind the token at a block, in minor units: what anyone can check (paper 000 §5.2). */
export interface ReserveView {
  /** The last block that counts. */
  readonly block: number;
  readonly supply: string;
  readonly currency: string;
  /** What buying every token back would cost at the price in force; 0 while there is none. */
  readonly required: string;
  readonly covers: boolean;
}

/** Supply and reserve with all that is not folded in yet. @returns undefined before the token is published. */
export function presentReserve({ token, ledger }: ReadModel): ReserveView | undefined {
  const kept = token.get(publicRecords.reserve, []);
  if (kept === undefined) return undefined;
  let [supply, currency] = [BigInt(kept.supply), BigInt(kept.currency)];
  for (const { value } of token.list(publicRecords.reserveDelta)) {
    const sign = value.direction === 'in' ? 1n : -1n;
    supply += sign * BigInt(value.tokens);
    currency += sign * BigInt(value.currency);
  }
  const price = token.get(publicRecords.price, []);
  const required = price === undefined ? 0n : requiredReserve(supply, price);
  return {
    block: ledger.lastBlock()?.number ?? -1,
    supply: supply.toString(),
    currency: currency.toString(),
    required: required.toString(),
    covers: currency >= required,
  };
}
