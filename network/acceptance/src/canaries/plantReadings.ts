import type { Interval } from '@acequia/protocol';
import type { HomeName, TestCommunity } from '../harness/TestCommunity.js';
import type { CanaryBasket } from './CanaryBasket.js';

const DAY = 86_400;

/** Sends two windows of one interval each from a fresh water meter, registers, amounts and salts all canaries. */
export async function plantReadings(
  community: TestCommunity,
  homeId: HomeName,
  basket: CanaryBasket,
): Promise<void> {
  const meter = await community.enrolMeter(homeId, 'water');
  let register = basket.integer('first register', 300_000_000_000, 500_000_000_000);
  for (const ordinal of ['first', 'second']) {
    const amount = basket.integer(`${ordinal} amount`, 5_000_000_000, 50_000_000_000);
    const start = meter.last?.header.end ?? community.clock.origin - 7 * DAY;
    const to = register + amount;
    basket.note(`register after the ${ordinal} amount`, BigInt(to));
    const interval: Interval = { start, end: start + DAY, quality: 'measured', from: register, to, amount };
    const window = meter.window({ start, intervals: [interval] });
        await community.submit(meter, window);
    register = to;
  }
}
