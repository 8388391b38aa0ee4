/** A forecast of the rest of a period, and its error as past forecasts show it: amounts in base units. */
export interface Forecast {
  readonly expected: bigint;
  readonly basis: 'hour-of-week' | 'level';
  readonly knownHours: number;
  readonly error: ForecastError;
}

export interface ForecastError {
  readonly tests: number;
  readonly hoursAhead: number;
  readonly meanAbsolute: bigint;
  readonly meanUse: bigint;
  readonly band: bigint;
}
