import type { Quality } from '../schemas/monitoring.js';

/** Qualities from the most to the least reliable. */
export const QUALITIES = [
  'measured',
  'replaced',
  'estimated',
  'suspect',
  'missing',
] as const satisfies readonly Quality[];

/** Whether an interval of this quality carries consumption. */
export function carriesUse(quality: Quality): boolean {
  return quality === 'measured' || quality === 'replaced' || quality === 'estimated';
}

/** The less reliable of two qualities. */
export function leastReliable(a: Quality, b: Quality): Quality {
  return QUALITIES.indexOf(a) >= QUALITIES.indexOf(b) ? a : b;
}
