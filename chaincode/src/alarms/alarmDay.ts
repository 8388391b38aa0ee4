const DAY_SECONDS = 86_400;

/** The day of the ledger that a time falls on, as batches are keyed by it: whole days since 1970, ten digits. */
export function alarmDay(seconds: number): string {
  return String(Math.floor(seconds / DAY_SECONDS)).padStart(10, '0');
}
