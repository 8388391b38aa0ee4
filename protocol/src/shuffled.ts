import { randomInt } from 'node:crypto';

/** A copy in an order that nobody can foresee (Fisher and Yates). */
export function shuffled<T>(items: readonly T[]): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(randomInt(left.length), 1));
}
