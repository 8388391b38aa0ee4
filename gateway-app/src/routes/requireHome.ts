import type { HomeRecord } from '@acequia/protocol';
import type { ApiContext } from '../ApiContext.js';
import { ApiError } from '../ApiError.js';
import { canSeeHome } from '../policies/canSeeHome.js';

/**
 * A home that the viewer may see.
 *
 * @throws ApiError 403 HOME_DENIED, 404 HOME_UNKNOWN.
 */
export function requireHome({ model, viewer }: ApiContext, homeId: string): HomeRecord {
  if (!canSeeHome(viewer, homeId)) throw new ApiError(403, 'HOME_DENIED', 'that is another home');
  const home = model.registry.home(homeId);
  if (home === undefined) throw new ApiError(404, 'HOME_UNKNOWN', `there is no home ${homeId}`);
  return home;
}
