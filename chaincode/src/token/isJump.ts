/** How far a price moves in one step at the most: 5 %, in basis points. */
const MOST = 500n;
const WHOLE = 10_000n;

/** Whether a price is more than 5 % above or below the one before. Fractions, so that prices can be scaled exactly. */
export function isJump(next: bigint, before: bigint): boolean {
  const step = next > before ? next - before : before - next;
  return step * WHOLE > before * MOST;
}
