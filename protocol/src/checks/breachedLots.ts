/**
 * How many of its sold lots a home used in a period: min(sold, use − remaining entitlement), in whole lots rounded up
 * (DESIGN §6): who bought a lot can use none of one that was used in part. All in the resource's base unit but the lots; of power, use
 * is the highest mean demand.
 */
export function breachedLots(
  soldLots: number,
  {
    use,
    entitlement,
    lotSize,
  }: { readonly use: bigint; readonly entitlement: bigint; readonly lotSize: bigint },
): number {
  const over = use - entitlement;
  if (over <= 0n) return 0;
  const lots = (over + lotSize - 1n) / lotSize;
  return lots < BigInt(soldLots) ? Number(lots) : soldLots;
}
