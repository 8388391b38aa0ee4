/** A set of signers, each a bit. */
export type SignerSet = bigint;

/** How many sets are kept at most: Fabric's bound for the combinations of a policy. */
export const LIMIT = 10_000;

/** Above this many sets, those that contain another one stay: they do no harm but being looked at. */
const MAX_COMPARED = 1_000;

/** The different ones of the sets that contain no other one, small ones first; at most {@link LIMIT}. */
export function minimalSets(sets: readonly SignerSet[]): readonly SignerSet[] {
  const bySize = [...new Set(sets)]
    .map((set) => ({ set, size: sizeOf(set) }))
    .sort((a, b) => a.size - b.size)
    .slice(0, LIMIT);
  if (bySize.length > MAX_COMPARED) return bySize.map(({ set }) => set);
  const kept: typeof bySize = [];
  for (const candidate of bySize) {
    // Different sets of one size never contain each other.
    const contains = kept.some(({ set, size }) => size < candidate.size && (set & candidate.set) === set);
    if (!contains) kept.push(candidate);
  }
  return kept.map(({ set }) => set);
}

function sizeOf(set: SignerSet): number {
  let size = 0;
  for (let rest = set; rest !== 0n; rest &= rest - 1n) size += 1;
  return size;
}
