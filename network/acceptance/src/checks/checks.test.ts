import { join } from 'node:path';
import { expect } from 'chai';
import type { Interval } from '@acequia/protocol';
import { z } from 'zod';
import { decisionOn } from '../harness/decisionOn.js';
import { eventually } from '../harness/eventually.js';
import type { Meter, MeterWindow, WindowOptions } from '../harness/Meter.js';
import { openPeriod, type PeriodOfTests } from '../harness/openPeriod.js';
import { suite } from '../harness/Suite.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';

const HOUR = 3600;
const useSchema = z.object({
  resources: z.array(z.object({ resource: z.string(), use: z.string() })),
});

/** The hour that begins `hours` after a meter's newest window, with a register that runs from `from` to `to`. */
function hour(meter: Meter, hours: number, from: number, to: number, amount = to - from): Interval {
  const start = (meter.last?.header.end ?? 0) + hours * HOUR;
  const power = amount < 0 ? {} : { meanW: amount, maxW: amount };
  return { start, end: start + HOUR, quality: 'measured', from, to, amount, ...power };
}

describe('the community’s checks of windows that are properly signed', () => {
  let gateway: GatewayProgram | undefined;
  let period: PeriodOfTests;
  let meter: Meter;
  let counted = 0;

  before(async () => {
    const { config, community } = suite();
    period = await openPeriod(community);
    meter = await community.enrolMeter('SH2', 'energy', period.start);
    const dir = join(config.dir, 'checks');
    gateway = new GatewayProgram(dir, 'gateway', {
      role: 'community',
      dataDir: join(dir, 'data'),
      fabric: community.parties.gateway.connection,
      ...community.keys.community.config,
      api: {},
    });
    await gateway.start();
    await gateway.ready();
  });

  after(async () => {
    await gateway?.stop();
  });

  /** Submits a window of the meter's and waits for the community's decision on the ledger. */
  const decided = async (
    of: Meter,
    options: WindowOptions,
  ): Promise<{ verdict: string; code?: string | undefined }> => {
    const { community } = suite();
    // That of the window before may have ended while its decision was waited for.
    await community.sealer('SH2').epoch();
    const window: MeterWindow = of.window(options);
    await community.submit(of, window);
    const { deviceId, sequence } = window.header;
    const { verdict, code } = await decisionOn(community.home('SH2'), { deviceId, sequence });
    if (verdict === 'accepted') {
      counted += window.payload.intervals.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
    }
    return { verdict, code };
  };

  const rejected = async (options: WindowOptions, code: string, of = meter): Promise<void> => {
    expect(await decided(of, options)).to.deep.equal({ verdict: 'rejected', code });
  };
  const accepted = async (options: WindowOptions): Promise<void> => {
    expect(await decided(meter, options)).to.deep.equal({ verdict: 'accepted', code: undefined });
  };

  it('accept what is sound', async () => {
    await accepted({ amounts: [100, 200] });
  });

  it('reject a register that does not continue where it stood', async () => {
    await rejected({ intervals: [hour(meter, 0, 9_000, 9_100)] }, 'REGISTER_INCONSISTENT');
  });

  it('reject a consumption that its registers do not give', async () => {
    await rejected({ intervals: [hour(meter, 0, 11_000, 11_100, 900)] }, 'REGISTER_INCONSISTENT');
  });

  it('reject a negative use', async () => {
    await rejected({ intervals: [hour(meter, 0, 11_100, 11_050)] }, 'USE_NEGATIVE');
  });

  it('reject an interval counted twice within a window', async () => {
    const one = hour(meter, 0, 12_000, 12_100);
    await rejected({ intervals: [one, { ...one, from: 12_100, to: 12_200 }] }, 'INTERVAL_TWICE');
  });

  it('reject more than the connection can deliver, also after they take up a meter again', async () => {
    await accepted({ intervals: [hour(meter, 0, 13_000, 13_100)] });
    await rejected({ intervals: [hour(meter, 0, 13_100, 93_100)] }, 'RATE_IMPLAUSIBLE');
  });

  it('reject hours that another meter of the home has counted already', async () => {
    const second = await suite().community.enrolMeter('SH2', 'energy', period.start);
    await rejected({ amounts: [50] }, 'INTERVAL_TWICE', second);
  });

  it('accept what follows a rejected window, so that one bad window does not end a meter', async () => {
    await accepted({ amounts: [7] });
  });

  it('count in the home’s use what was accepted, and nothing else', async () => {
    const use = await eventually('the use of what was accepted', async () => {
      if (gateway === undefined) return undefined;
      const { resources } = await gateway.get(`/homes/SH2/use?period=${period.periodId}`, useSchema);
      const energy = resources.find(({ resource }) => resource === 'energy')?.use;
      return energy === String(counted) ? energy : undefined;
    });
    expect(use).to.equal('407');
  });
});
