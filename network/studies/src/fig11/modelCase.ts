import { drawMonth } from './model/drawMonth.js';
import { LITRE } from './model/LITRE.js';
import { QUOTA } from './QUOTA.js';
import type { StudyCase } from './StudyCase.js';

/** A month of the paper's model with the quota that was found for it. */
export function modelCase(seed: number): StudyCase {
  const month = drawMonth(seed);
  return { month, quotas: Array.from({ length: month.homes }, () => QUOTA * LITRE), seed };
}
