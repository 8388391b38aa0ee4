import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { ApiError } from '../../ApiError.js';
import { canSeeAlarms } from '../../policies/canSeeAlarms.js';
import { presentAlarm } from '../../presenters/presentAlarm.js';
import { alarmsQuerySchema } from './schema.js';

/** GET /alarms?limit (the community's: what was sent to whom and when it was opened, newest first). */
export function addAlarmRoutes(router: Router, api: ApiContext): void {
  router.get('/alarms', (context) => {
    const { limit } = parseWith(alarmsQuerySchema, { ...context.query });
    if (!canSeeAlarms(api.viewer)) {
      throw new ApiError(403, 'ALARMS_DENIED', 'only the community sees what it sent');
    }
    context.body = { alarms: api.alarms(limit).map(presentAlarm) };
  });
}
