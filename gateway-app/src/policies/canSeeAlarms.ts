import type { Viewer } from './Viewer.js';

/** What was sent to whom is the community's alone: it says who delegates, and who is over quota or away. */
export function canSeeAlarms(viewer: Viewer): boolean {
  return viewer.role === 'community';
}
