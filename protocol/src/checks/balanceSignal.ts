import type { AlarmSignal } from './alarmSignal.js';

/**
 * LOW_BALANCE: fewer tokens than the minimum; off again from a tenth above it on.
 *
 * @param balance tokens, minor units, as `minimum`; a minimum of 0 never raises it.
 * @param at ledger seconds.
 */
export function balanceSignal(balance: bigint, minimum: bigint, at: number): AlarmSignal {
  const common = { code: 'LOW_BALANCE', at, value: clipped(balance) } as const;
  if (balance < minimum) return { ...common, level: 'on' };
  return { ...common, level: balance * 10n >= minimum * 11n ? 'off' : 'between' };
}

function clipped(balance: bigint): number {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  return Number(balance > most ? most : balance);
}
