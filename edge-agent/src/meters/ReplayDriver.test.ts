import { expect } from 'chai';
import { LedgerTimer } from './LedgerTimer.js';
import { ReplayDriver } from './ReplayDriver.js';
import type { Sample } from './Sample.js';
import type { SampleReader } from './SampleReader.js';

/** A meter with a reading an hour, register 100 more each. */
function hourly(count: number): SampleReader {
  return {
    stepSeconds: 3600,
    // eslint-disable-next-line @typescript-eslint/require-await
    async *read(): AsyncGenerator<Sample> {
      for (let hour = 0; hour < count; hour += 1) yield { at: hour * 3600, register: hour * 100 };
    },
  };
}

async function take(driver: ReplayDriver, since: number): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const batch of driver.samples(since)) batches.push(batch.map(({ at }) => at / 3600));
  return batches;
}

/** Ledger time that began `hours` ago and runs 120,000 times as fast: an hour takes 30 ms. */
function clock(hours: number): LedgerTimer {
  const start = Math.floor(Date.now() / 1000);
  return new LedgerTimer({ origin: hours * 3600, start, speed: 120_000 });
}

describe('ReplayDriver', () => {
  it('delivers what gathered at once, with the newest sample at or before the beginning, and the rest in time', async () => {
    const timer = clock(20);
    const began = timer.now();
    const driver = new ReplayDriver(hourly(60), timer, { until: 55 * 3600 });
    const [first, ...later] = await take(driver, 4.5 * 3600);
    expect(first?.[0]).to.equal(4);
    expect(first?.length).to.be.at.least(Math.floor(began / 3600) - 4);
    expect(later.flat().at(-1)).to.equal(55);
    expect(timer.now()).to.be.at.least(55 * 3600);
    expect(driver.readUntil).to.equal(55 * 3600);
  });

  it('says how far the meter has been read while it waits, never beyond what was taken', async () => {
    const driver = new ReplayDriver(hourly(30), clock(10));
    for await (const batch of driver.samples(0)) {
      expect(driver.readUntil).to.be.below((batch[0]?.at ?? 0) || 1);
      if ((batch.at(-1)?.at ?? 0) >= 20 * 3600) break;
    }
  });

  it('ends when it is closed', async () => {
    const driver = new ReplayDriver(hourly(10_000), clock(10));
    const taken = take(driver, 0);
    setTimeout(() => {
      driver.close();
    }, 100);
    // How many more come in that time is for the machine to say.
    expect((await taken).flat().length).to.be.within(10, 5_000);
  });
});
