import type { Quality } from '../schemas/readings.js';

/** Whether an interval of this quality carries consumption. */
export function carriesUse(quality: Quality): boolean {
  return quality === 'measured' || quality === 'replaced' || quality === 'estimated';
}
