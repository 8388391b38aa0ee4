import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDeviceKey, type AgentConfigInput } from '@acequia/edge-agent';
import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { CanaryBasket } from './CanaryBasket.js';

const HOUR = 3600;
const HOURS_BETWEEN = 6;
/** Goes through the meter before, so that the home's use is never the canary itself. */
const LITRES_BEFORE = 1000;
const MAX_PER_HOUR = 1_000_000_000;

type DeviceConfig = AgentConfigInput['devices'][number];

/** A water meter for an agent, and the litres that its readings come to. */
export interface PlantedMeter {
  readonly config: DeviceConfig;
  readonly litres: number;
}

/**
 * Enrols a water meter with recorded readings, due within some seconds and full of canaries, for an agent to play. It takes
 * the place of another one that never sent: so its windows begin now, where no other test has any.
 *
 * @param dir folder of the agent's own, for the record and the key.
 */
export async function plantMeter(
  community: TestCommunity,
  homeId: HomeName,
  basket: CanaryBasket,
  dir: string,
): Promise<PlantedMeter> {
  const { registry } = community.operator.ledger;
  const predecessor = await community.enrolMeter(homeId, 'water');
  const deviceId = `${homeId.toLowerCase()}-water-canary`;
  const keyFile = join(dir, `${deviceId}.pem`);
  const publicKey = await createDeviceKey(keyFile);
  const record = { ...predecessor.enrolment, deviceId, publicKey, maxPerHour: MAX_PER_HOUR };
  await registry.swapDevice({ ...record, replaces: predecessor.deviceId });
  const { enrolledAt } = await registry.getDevice({ deviceId });
  const first = (Math.ceil(enrolledAt / HOUR) + 1) * HOUR;
  const second = first + HOUR;
  const last = second + HOURS_BETWEEN * HOUR;
  const register = basket.sealed.integer("meter's first register", 300_000_000_000, 500_000_000_000);
  // So many that they are distinctive as bytes too.
  const litres = basket.sealed.integer("meter's litres", 4_500_000_000, 5_900_000_000);
  const before = register + LITRES_BEFORE;
  basket.sealed.note("meter's last register", BigInt(before + litres));
  const file = join(dir, 'readings.csv');
  await mkdir(dir, { recursive: true });
  const rows = [
    row(first, register, 0),
    row(second, before, LITRES_BEFORE),
    row(last, before + litres, litres),
  ];
  await writeFile(file, rows.join(''));
  const reader = { format: 'daiad', file, meter: 'canary', zone: 'UTC' } as const;
  const driver = { type: 'replay', reader, until: last + HOUR } as const;
  return { config: { deviceId, keyFile, driver }, litres };
}

/** As the recorder of the measured water data writes: `meter,dd/mm/yyyy hh:mm:ss,register,difference`. */
function row(at: number, register: number, difference: number): string {
  const [date = '', time = ''] = new Date(at * 1000).toISOString().slice(0, 19).split('T');
  return `canary,${date.split('-').reverse().join('/')} ${time},${register},${difference}\n`;
}
