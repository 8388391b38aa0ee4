import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDeviceKey } from '@acequia/edge-agent';
import { random16Hex } from '@acequia/protocol';
import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { LiveMeter } from './LiveMeter.js';

const HOUR = 3600;
/** Longer than any test runs, at an hour a second. */
const HOURS = 2000;

/** Litres of each hour, counted from the meter's first: what goes through a water meter. */
export type Flow = (hour: number) => number;

/**
 * Enrols a water meter whose readings begin within some seconds of now. It takes the place of one that never sent, so that its
 * windows begin where no other test has any.
 *
 * @param dir folder of the agent's own, for the record and the key.
 */
export async function enrolLive(
  community: TestCommunity,
  homeId: HomeName,
  dir: string,
  flow: Flow,
): Promise<LiveMeter> {
  const { registry } = community.operator.ledger;
  const before = await community.enrolMeter(homeId, 'water');
  const deviceId = `${homeId.toLowerCase()}-water-${random16Hex().slice(0, 8)}`;
  const keyFile = join(dir, `${deviceId}.pem`);
  await mkdir(dir, { recursive: true });
  const publicKey = await createDeviceKey(keyFile);
  await registry.swapDevice({ ...before.enrolment, deviceId, publicKey, replaces: before.deviceId });
  const { enrolledAt } = await registry.getDevice({ deviceId });
  const first = (Math.ceil(enrolledAt / HOUR) + 1) * HOUR;
  const file = join(dir, `${deviceId}.csv`);
  await writeFile(file, rowsOf(first, flow));
  const reader = { format: 'daiad', file, meter: 'live', zone: 'UTC' } as const;
  const config = { deviceId, keyFile, driver: { type: 'replay', reader } } as const;
  return { deviceId, resource: 'water', publicKey, config, first };
}

/** As the recorder of the measured water data writes: `meter,dd/mm/yyyy hh:mm:ss,register,difference`. */
function rowsOf(first: number, flow: Flow): string {
  let register = 100_000;
  const rows = Array.from({ length: HOURS }, (_, hour) => {
    const litres = hour === 0 ? 0 : flow(hour);
    register += litres;
    const [date = '', time = ''] = new Date((first + hour * HOUR) * 1000)
      .toISOString()
      .slice(0, 19)
      .split('T');
    return `live,${date.split('-').reverse().join('/')} ${time},${register},${litres}`;
  });
  return `${rows.join('\n')}\n`;
}
