import type { TrustGrade } from '../schemas/primitives.js';

const GRADES = ['relayed', 'signing', 'node'] as const satisfies readonly TrustGrade[];

/** The weakest of some meters' trust grades (paper 001 §III); undefined for none. */
export function weakestTrust(grades: Iterable<TrustGrade>): TrustGrade | undefined {
  const present = new Set(grades);
  return GRADES.find((grade) => present.has(grade));
}
