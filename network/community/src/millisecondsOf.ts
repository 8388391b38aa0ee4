const units = { ms: 1, s: 1000, m: 60_000 } as const;

/** Milliseconds of a topology's duration, such as `200ms` or `5s`. */
export function millisecondsOf(duration: string): number {
  const unit = duration.endsWith('ms') ? 'ms' : duration.endsWith('s') ? 's' : 'm';
  return Number.parseInt(duration, 10) * units[unit];
}
