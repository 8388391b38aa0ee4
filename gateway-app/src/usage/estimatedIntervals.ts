import {
  estimateUse,
  flowOf,
  isCounted,
  type Bounds,
  type DeviceRecord,
  type Interval,
} from '@acequia/protocol';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import type { AcceptedInterval, Decided } from '../readModel/queries/ReadingQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

/** How far around a window readings tell something of it, seconds. */
const AROUND = 28 * 86_400;

/**
 * Estimates of what a home's windows would have said that nobody could read (DESIGN §7), as intervals of quality `estimated`
 * that start in a span. Home and community come to the same: from the same accepted readings. Production is not estimated: what a
 * home wants to be paid for it must say.
 *
 * @param counts whether a decision counts: of the windows that were given up, and of those that the estimate is made from.
 */
export function estimatedIntervals(
  model: ReadModel,
  homeId: string,
  bounds: Bounds,
  counts: (decision: Decided) => boolean,
): AcceptedInterval[] {
  const estimates: AcceptedInterval[] = [];
  for (const window of model.monitoring.unreadable(homeId, bounds.start, bounds.end)) {
    const decision = decisionOf(window);
    const device = model.registry.device(window.deviceId);
    if (decision === undefined || !counts(decision) || device === undefined) continue;
    if (flowOf(device) === 'production') continue;
    const around = model.readings
      .accepted(homeId, window.start - AROUND, window.end + AROUND)
      .filter(
        (interval) =>
          interval.resource === window.resource && interval.flow === 'consumption' && counts(interval),
      );
    const taken = [
      ...around.filter(isCounted),
      ...estimates.filter(({ resource }) => resource === window.resource),
    ];
    const pieces = piecesOf(device, window, around, bounds).filter(
      (piece) => !taken.some((other) => other.start < piece.end && other.end > piece.start),
    );
    const { deviceId, resource, trust } = device;
    const origin = { deviceId, resource, flow: 'consumption', trust } as const;
    estimates.push(...pieces.map((piece) => ({ ...piece, ...decision, ...origin })));
  }
  return estimates;
}

function piecesOf(
  { deviceId, maxPerHour }: DeviceRecord,
  window: WindowRow,
  around: readonly AcceptedInterval[],
  bounds: Bounds,
): Interval[] {
  const intervals = around.filter((interval) => interval.deviceId === deviceId);
  return estimateUse({ intervals, maxPerHour }, window, bounds);
}

function decisionOf({ decisionBlock, decisionPosition, decidedAt }: WindowRow): Decided | undefined {
  if (decisionBlock === undefined || decisionPosition === undefined || decidedAt === undefined)
    return undefined;
  return { decisionBlock, decisionPosition, decidedAt };
}
