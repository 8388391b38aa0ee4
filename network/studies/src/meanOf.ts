/** The arithmetic mean; of no values it is not a number. */
export function meanOf(values: ArrayLike<number> & Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
