import type { Viewer } from './Viewer.js';

/** The community sees every home, a home itself. */
export function canSeeHome(viewer: Viewer, homeId: string): boolean {
  return viewer.role === 'community' || viewer.homeId === homeId;
}
