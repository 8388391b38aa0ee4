/**
 * The most that a connection can deliver in a span, rounded down: the agent holds back what is above it, the community
 * refuses it.
 *
 * @param maxPerHour of the device's record, in the resource's base unit.
 */
export function maxAmountIn(maxPerHour: number, seconds: number): number {
  const most = (BigInt(maxPerHour) * BigInt(seconds)) / 3600n;
  return most > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(most);
}
