import {
  BASE_UNIT,
  computeWarnings,
  random16Hex,
  type CalendarDay,
  type DeviceRecord,
  type MeasuredQuota,
  type ResourceUse,
  type Statement,
} from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { countedIntervals } from '../usage/countedIntervals.js';
import { measureHome } from '../usage/measureHome.js';

/** What a statement is about. */
export interface StatementSubject {
  readonly homeId: string;
  readonly period: PeriodView;
  readonly day: CalendarDay;
  /** Ledger seconds: when it is written. */
  readonly at: number;
  /** The accounts that hold the home's quota. */
  readonly accountIds: readonly string[];
  /** A device is silent when nothing of the last so many seconds of the day has come. */
  readonly silentAfterSeconds: number;
  /** The home's account with the community for delegations; absent while it has none. */
  readonly service?: Statement['service'];
}

/** Writes a home's statement of a day: use of the period up to the day's end, and warnings, if any. */
export function composeStatement(model: ReadModel, subject: StatementSubject): Statement {
  const { homeId, period, day, accountIds } = subject;
  const soFar = { start: period.start, end: day.end };
  const counted = countedIntervals(model, homeId, soFar);
  const measured = measureHome(model, accountIds, period, counted, soFar);
  const today = measureHome(
    model,
    accountIds,
    period,
    counted.filter(({ start }) => start >= day.start),
    day,
  );
  const devices = model.registry.devices(homeId);
  return {
    version: 1,
    salt: random16Hex(),
    homeId,
    statementId: day.id,
    periodId: period.periodId,
    at: subject.at,
    lines: measured.map(({ use, quota }) => ({
      resource: use.resource,
      use: Number(use.use),
      quota: Number(quota),
      unit: BASE_UNIT[use.resource],
      ...productionOf(use),
    })),
    ...(subject.service === undefined ? {} : { service: subject.service }),
    warnings: measured.flatMap((entry) => warningsOf(model, subject, entry, today, devices)),
  };
}

function productionOf({ production }: ResourceUse): { produced?: number; delivered?: number } {
  if (production === undefined) return {};
  return { produced: Number(production.produced), delivered: Number(production.surplus) };
}

function warningsOf(
  model: ReadModel,
  { homeId, day, silentAfterSeconds }: StatementSubject,
  { use, quota }: MeasuredQuota,
  today: readonly MeasuredQuota[],
  devices: readonly DeviceRecord[],
): Statement['warnings'] {
  const { resource } = use;
  const quietSince = day.end - silentAfterSeconds;
  const silent = devices.filter(
    (device) =>
      device.resource === resource &&
      device.status === 'active' &&
      (model.monitoring.lastEnd(device.deviceId) ?? device.enrolledAt) <= quietSince,
  );
  return computeWarnings({
    resource,
    use: use.use,
    quota,
    suspectIntervals: today.find((entry) => entry.use.resource === resource)?.use.intervals.suspect ?? 0,
    silentDevices: silent.length,
    rejectedWindows: model.monitoring.rejectedBetween(homeId, resource, day.start, day.end),
  });
}
