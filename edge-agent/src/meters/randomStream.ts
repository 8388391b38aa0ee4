import { createHash } from 'node:crypto';

/** Reproducible numbers in [0, 1), equally spread, from a name: for the household model, never for secrets. */
export function randomStream(name: string): () => number {
  let state = createHash('sha256').update(name).digest().readUInt32BE(0);
  // An LCG modulo 2^32 (Numerical Recipes) has weak low bits, so two draws give the high halves of one number.
  const half = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 16;
  };
  return () => (half() * 65_536 + half()) / 2 ** 32;
}
