import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { expect } from 'chai';
import { HOUR, ORIGIN, RULES } from '../../test/driveCutter.js';
import { cipher } from '../../test/homeKeysOn.js';
import { DaiadReader } from '../meters/DaiadReader.js';
import { LedgerTimer } from '../meters/LedgerTimer.js';
import type { MeterDriver } from '../meters/MeterDriver.js';
import { ModelReader } from '../meters/ModelReader.js';
import { ReplayDriver } from '../meters/ReplayDriver.js';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import { Outbox } from '../outbox/Outbox.js';
import { AgentEvents } from './AgentEvents.js';
import { freshState } from './freshState.js';
import { Sampler } from './Sampler.js';
import { WindowCutter } from './WindowCutter.js';

describe('Sampler', () => {
  let folder: string;
  let outbox: Outbox;
  let queue: DeviceQueue;
  const events = new AgentEvents();
  const resumption = { cutter: { windowStart: ORIGIN, intervals: freshState(ORIGIN) }, samples: [] };
  /** Ledger time two days after the origin, standing nearly still. */
  let timer: LedgerTimer;

  const samplerOf = (driver: MeterDriver): Sampler =>
    new Sampler({
      deviceId: 'meter-1',
      driver,
      queue,
      events,
      timer,
      latenessSeconds: 60,
      newCutter: (state) => new WindowCutter(RULES, state),
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-sampler-'));
    outbox = new Outbox(folder, cipher);
    await outbox.open();
    queue = outbox.queue('meter-1');
    await queue.load();
    timer = new LedgerTimer({ origin: ORIGIN + 48 * HOUR, start: Math.floor(Date.now() / 1000), speed: 1 });
  });

  afterEach(async () => {
    await outbox.close();
    await rm(folder, { recursive: true });
  });

  it('says that a meter cannot be read, goes on trying and can be stopped meanwhile', async () => {
    const missing = new DaiadReader(join(folder, 'none.csv'), 'meter-03', 'Europe/Madrid');
    const sampler = samplerOf(new ReplayDriver(missing, timer));
    const failed = once(events, 'meterFailed');
    const running = sampler.start(resumption);
    const [deviceId, failure] = (await failed) as [string, { code: string }];
    expect([deviceId, failure.code]).to.deep.equal(['meter-1', 'SOURCE_UNREADABLE']);
    await sampler.stop();
    await running;
  });

  it('completes no window that the meter may still have something to say about', async () => {
    const options = { seed: 's', home: 1, resource: 'energy', first: ORIGIN - HOUR, hours: 500 } as const;
    const sampler = samplerOf(new ReplayDriver(new ModelReader(options), timer));
    const completed = once(events, 'windowsCompleted');
    const running = sampler.start(resumption);
    await completed;
    await sampler.stop();
    await running;
    const windows = await queue.first(100);
    // The last ends now: a minute of lateness is not over.
    expect(windows.map(({ start }) => (start - ORIGIN) / HOUR)).to.deep.equal([
      0, 2, 6, 8, 12, 14, 18, 20, 24, 26, 30, 32, 36, 38, 42,
    ]);
    expect(queue.queued).to.equal(15);
  });

  it('refuses to tell a state that is not whole', () => {
    const cutter = new WindowCutter(RULES, resumption.cutter);
    cutter.add({ at: ORIGIN + 2 * HOUR, register: 1 });
    expect(() => cutter.state).to.throw('between windows only');
  });
});
