import {
  flowOf,
  intervalSchema,
  type AlarmFacts,
  type DeviceRecord,
  type Interval,
  type MeteredResource,
} from '@acequia/protocol';
import { z } from 'zod';
import type { Place } from '../delegation/CommunityBook.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { countedIntervals } from '../usage/countedIntervals.js';
import { measureHome } from '../usage/measureHome.js';
import { balanceOfHome } from './balanceOfHome.js';

const DAY = 86_400;
const RESOURCES = ['energy', 'water'] as const satisfies readonly MeteredResource[];

const acceptedSchema = z.strictObject({
  ...intervalSchema.shape,
  deviceId: z.string(),
  resource: z.enum(RESOURCES),
});
type AcceptedInterval = z.infer<typeof acceptedSchema>;
const rejectedSchema = z.strictObject({ code: z.string(), at: z.int(), resource: z.enum(RESOURCES) });
const newestSchema = z.strictObject({ block: z.int(), position: z.int() });

/** Which home's facts, and since when. */
export interface AlarmSubject {
  readonly homeId: string;
  /** Ledger seconds. */
  readonly now: number;
  /** Decisions up to there have been looked at. */
  readonly since: Place;
  /** A device is silent when nothing of the last so many seconds has come. */
  readonly silentAfterSeconds: number;
  /** Tokens, minor units: below it the balance is low; 0 never is. */
  readonly minimumBalance: bigint;
}

/** Where the community's newest decision on a home's windows stands in the ledger; undefined when there is none. */
export function newestDecision({ database }: ReadModel, homeId: string): Place | undefined {
  return database.get(
    newestSchema,
    `SELECT decisionBlock AS block, decisionPosition AS position FROM windows WHERE homeId = ? AND verdict IS NOT NULL
      ORDER BY decisionBlock DESC, decisionPosition DESC LIMIT 1`,
    homeId,
  );
}

/** What a home's alarms follow from: its use, and what was decided since the facts before. */
export function alarmFacts(model: ReadModel, subject: AlarmSubject): AlarmFacts {
  const { homeId, now, minimumBalance } = subject;
  const devices = model.registry.devices(homeId);
  const accepted = acceptedSince(model, subject);
  const power = powerOf(accepted, devices);
  const water = waterOf(model, homeId, accepted);
  return {
    now,
    quotas: quotasOf(model, homeId, now),
    ...(power === undefined ? {} : { power }),
    ...(water === undefined ? {} : { water }),
    silence: silenceOf(model, devices, subject),
    tampering: tamperingOf(model, subject, devices),
    ...(minimumBalance === 0n
      ? {}
      : { balance: { amount: balanceOfHome(model, homeId), minimum: minimumBalance } }),
  };
}

function acceptedSince({ database }: ReadModel, { homeId, since }: AlarmSubject): AcceptedInterval[] {
  return database.all(
    acceptedSchema,
    `SELECT i.start, i."end", i.quality, i."from", i."to", i.amount, i.meanW, i.maxW, i.deviceId, i.resource
      FROM windows w JOIN intervals i USING (deviceId, sequence)
      WHERE w.homeId = ? AND w.verdict = 'accepted' AND (w.decisionBlock, w.decisionPosition) > (?, ?)
      ORDER BY i.start, i.deviceId`,
    homeId,
    since.block,
    since.position,
  );
}

function quotasOf(model: ReadModel, homeId: string, now: number): AlarmFacts['quotas'] {
  const period = model.quota.periodAt(now);
  if (period === undefined || now >= period.end) return [];
  const accountIds = model.quota.quotaAccounts(homeId, period);
  if (accountIds.length === 0) return [];
  const { periodId, start } = period;
  const bounds = { start, end: now };
  const counted = countedIntervals(model, homeId, bounds);
  return measureHome(model, accountIds, period, counted, bounds).map(({ use, quota }) => ({
    resource: use.resource,
    periodId,
    use: use.use,
    quota,
  }));
}

/** Of several meters the one that is above its limit, if any is. */
function powerOf(
  accepted: readonly AcceptedInterval[],
  devices: readonly DeviceRecord[],
): AlarmFacts['power'] {
  const meters = devices
    .filter((device) => device.resource === 'energy' && flowOf(device) === 'consumption')
    .map(({ deviceId, maxPerHour }) => ({
      intervals: accepted.filter((interval) => interval.deviceId === deviceId),
      limitW: maxPerHour,
    }))
    .filter(({ intervals }) => intervals.length > 0);
  return meters.find(({ intervals, limitW }) => intervals.some(({ maxW = 0 }) => maxW > limitW)) ?? meters[0];
}

/** The last day of the water meter that something new came from. */
function waterOf(
  model: ReadModel,
  homeId: string,
  accepted: readonly AcceptedInterval[],
): readonly Interval[] | undefined {
  const newest = accepted.filter(({ resource }) => resource === 'water').at(-1);
  if (newest === undefined) return undefined;
  return model.database.all(
    intervalSchema,
    `SELECT i.start, i."end", i.quality, i."from", i."to", i.amount, i.meanW, i.maxW
      FROM intervals i JOIN windows w USING (deviceId, sequence)
      WHERE i.homeId = ? AND i.start >= ? AND i.deviceId = ? AND w.verdict = 'accepted' ORDER BY i.start`,
    homeId,
    newest.end - 2 * DAY,
    newest.deviceId,
  );
}

function silenceOf(
  model: ReadModel,
  devices: readonly DeviceRecord[],
  { now, silentAfterSeconds }: AlarmSubject,
): AlarmFacts['silence'] {
  const isSilent = ({ deviceId, enrolledAt }: DeviceRecord): boolean =>
    (model.monitoring.lastEnd(deviceId) ?? enrolledAt) <= now - silentAfterSeconds;
  return RESOURCES.map((resource) => ({
    resource,
    devices: devices.filter(
      (device) => device.resource === resource && device.status === 'active' && isSilent(device),
    ).length,
  }));
}

function tamperingOf(
  { database }: ReadModel,
  { homeId, since }: AlarmSubject,
  devices: readonly DeviceRecord[],
): AlarmFacts['tampering'] {
  const rejected = database.all(
    rejectedSchema,
    `SELECT code, decidedAt AS at, resource FROM windows
      WHERE homeId = ? AND verdict = 'rejected' AND (decisionBlock, decisionPosition) > (?, ?)`,
    homeId,
    since.block,
    since.position,
  );
  return RESOURCES.filter((resource) => devices.some((device) => device.resource === resource)).map(
    (resource) => ({
      resource,
      rejected: rejected.filter((window) => window.resource === resource),
    }),
  );
}
