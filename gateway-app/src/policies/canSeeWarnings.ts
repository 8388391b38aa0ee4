import type { Viewer } from './Viewer.js';

/** All homes' warnings together are the community's alone: they say who is over quota or away. */
export function canSeeWarnings(viewer: Viewer): boolean {
  return viewer.role === 'community';
}
