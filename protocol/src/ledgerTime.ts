import type { LedgerClock } from './schemas/registry.js';

/**
 * Ledger time for a wall-clock time (DESIGN §5.5): origin + speed × (time − start).
 *
 * @param wallMs milliseconds since 1970: a transaction's timestamp, or a client's own clock for an estimate.
 * @returns whole seconds since 1970 on the ledger's clock.
 */
export function toLedgerTime(clock: LedgerClock, wallMs: number): number {
  return clock.origin + Math.floor((clock.speed * (wallMs - clock.start * 1000)) / 1000);
}

/** The first wall-clock millisecond at which ledger time reaches `ledgerSeconds`. */
export function toWallTime(clock: LedgerClock, ledgerSeconds: number): number {
  return clock.start * 1000 + Math.ceil(((ledgerSeconds - clock.origin) * 1000) / clock.speed);
}
