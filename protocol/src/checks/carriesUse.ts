import type { Quality } from '../schemas/monitoring.js';

/** Whether an interval of this quality carries consumption. */
export function carriesUse(quality: Quality): boolean {
  return quality === 'measured' || quality === 'replaced' || quality === 'estimated';
}
