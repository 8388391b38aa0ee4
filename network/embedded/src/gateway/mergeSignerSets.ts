import { LIMIT, minimalSets, type SignerSet } from './minimalSets.js';
import { shuffle } from './shuffle.js';

/** The minimal sets of signers that satisfy two policies at once: an endorsement counts for each of them. */
export function mergeSignerSets(
  first: readonly SignerSet[],
  second: readonly SignerSet[],
  random: () => number,
): readonly SignerSet[] {
  const [some, others] = thinned(first, second, random);
  return minimalSets(some.flatMap((set) => others.map((other) => set | other)));
}

/** Leaves both as they are unless their product is beyond the limit. */
function thinned(
  first: readonly SignerSet[],
  second: readonly SignerSet[],
  random: () => number,
): readonly [readonly SignerSet[], readonly SignerSet[]] {
  if (first.length * second.length <= LIMIT) return [first, second];
  const side = Math.floor(Math.sqrt(LIMIT));
  if (first.length <= side) return [first, sample(second, Math.floor(LIMIT / first.length), random)];
  if (second.length <= side) return [sample(first, Math.floor(LIMIT / second.length), random), second];
  return [sample(first, side, random), sample(second, side, random)];
}

function sample(sets: readonly SignerSet[], count: number, random: () => number): readonly SignerSet[] {
  return shuffle(sets, random).slice(0, count);
}
