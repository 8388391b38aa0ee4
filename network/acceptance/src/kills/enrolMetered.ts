import { join } from 'node:path';
import { createDeviceKey, type ReaderConfig } from '@acequia/edge-agent';
import type { MeteredResource } from '@acequia/protocol';
import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import { intervalsOf } from './intervalsOf.js';
import type { MeteredDevice } from './MeteredDevice.js';

/** More than any modelled household uses, less than its meters' spikes. */
const MAX_PER_HOUR = { energy: 20_000, water: 5_000 } as const satisfies Record<MeteredResource, number>;
/** Hours of readings, from now on: at an hour a second more than any run lasts. */
const HOURS = 3000;
export const STEP_SECONDS = 3600;

/** Enrols a meter of the household model, with a key of its own, for an agent to read. */
export async function enrolMetered(
  community: TestCommunity,
  homeId: HomeName,
  resource: MeteredResource,
  dir: string,
): Promise<MeteredDevice> {
  const deviceId = `${homeId.toLowerCase()}-${resource}-model`;
  const keyFile = join(dir, `${deviceId}.pem`);
  const publicKey = await createDeviceKey(keyFile);
  const { registry } = community.operator.ledger;
  const maxPerHour = MAX_PER_HOUR[resource];
  const calibrationPpm = 1_000_000;
  const trust = 'node';
  const record = {
    deviceId,
    homeId,
    kind: 'meter',
    resource,
    publicKey,
    calibrationPpm,
    trust,
    maxPerHour,
  } as const;
  await registry.enrolDevice(record);
  const reader: ReaderConfig = {
    format: 'model',
    seed: 'kills',
    home: Number(homeId.slice(2)),
    resource,
    // Whatever was measured before, by meters of tests before this one, is not counted twice.
    first: (Math.ceil(community.now() / STEP_SECONDS) + 1) * STEP_SECONDS,
    hours: HOURS,
  };
  const intervals = await intervalsOf(reader, record, await registry.getCommunity(), STEP_SECONDS);
  return { deviceId, homeId, resource, publicKey, keyFile, reader, intervals };
}
