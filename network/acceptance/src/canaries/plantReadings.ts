import { randomInt } from 'node:crypto';
import type { Interval } from '@acequia/protocol';
import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { CanaryBasket } from './CanaryBasket.js';

const DAY = 86_400;

/** Sends two windows of one interval each from a fresh water meter: registers, amounts and the values of X all canaries. */
export async function plantReadings(
  community: TestCommunity,
  homeId: HomeName,
  { sealed }: CanaryBasket,
): Promise<void> {
  const meter = await community.enrolMeter(homeId, 'water');
  let register = sealed.integer('first register', 300_000_000_000, 500_000_000_000);
  for (const ordinal of ['first', 'second']) {
    const amount = sealed.integer(`${ordinal} amount`, 5_000_000_000, 50_000_000_000);
    const start = meter.last?.header.end ?? community.clock.origin - 7 * DAY;
    const to = register + amount;
    sealed.note(`register after the ${ordinal} amount`, BigInt(to));
    const interval: Interval = { start, end: start + DAY, quality: 'measured', from: register, to, amount };
    const values = plantExtended(ordinal, sealed);
    await community.submit(meter, meter.window({ start, intervals: [interval], values }));
    register = to;
  }
}

/**
 * A value of X alone is too short to be looked for as bytes: two that stand side by side in its encoding are not.
 */
function plantExtended(ordinal: string, sealed: CanaryBasket): { temperature: number; humidity: number } {
  const [temperature, humidity] = [randomInt(2 ** 18, 2 ** 20), randomInt(2 ** 30, 2 ** 31)];
  sealed.note(`${ordinal} X`, (BigInt(temperature) << 32n) | BigInt(humidity));
  return { temperature, humidity };
}
