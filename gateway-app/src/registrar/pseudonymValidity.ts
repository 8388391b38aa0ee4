import { toWallTime, type LedgerClock } from '@acequia/protocol';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a pseudonym's validity follows from. */
export interface ValidityFacts {
  readonly clock: LedgerClock;
  /** Ledger seconds. */
  readonly periodEnd: number;
  /** How long after it proceeds are paid, disputed and sent home; ledger seconds. */
  readonly graceSeconds: number;
  /** Wall clock, milliseconds. */
  readonly now: number;
  /** From when the authority's own certificate is valid: Fabric looks for it at the start of what it issues. */
  readonly authorityFrom: Date;
}

/**
 * When a pseudonym's certificate is valid, in times that many share: from the hour that it is issued in until some time behind the
 * period's end, and, where the ledger's clock runs fast, until the next day but one at least.
 */
export function pseudonymValidity(facts: ValidityFacts): {
  readonly notBefore: Date;
  readonly notAfter: Date;
} {
  const { clock, periodEnd, graceSeconds, now, authorityFrom } = facts;
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const dayAfterNext = (Math.floor(now / DAY_MS) + 2) * DAY_MS;
  const end = Math.floor(toWallTime(clock, periodEnd + graceSeconds) / 1000) * 1000;
  return {
    notBefore: new Date(Math.max(hour, authorityFrom.getTime())),
    notAfter: new Date(Math.max(end, dayAfterNext)),
  };
}
