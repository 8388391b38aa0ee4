/** A month on the ledger that one test has for itself. */
export interface MonthOfTests {
  readonly periodId: string;
  /** Ledger seconds. */
  readonly start: number;
  readonly end: number;
}

/** Hands out months in order: the ledger takes a period only at or after the end of the newest. */
export class CalendarOfTests {
  #next = 0;

  /** The next month, in UTC, from January 2010 on: all of them are over on the ledger's clock. */
  next(): MonthOfTests {
    const index = this.#next;
    this.#next += 1;
    const start = new Date(Date.UTC(2010, index));
    return {
      periodId: start.toISOString().slice(0, 7),
      start: start.getTime() / 1000,
      end: Date.UTC(2010, index + 1) / 1000,
    };
  }
}
