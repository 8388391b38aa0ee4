import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { LedgerError } from '@acequia/protocol/fabric';
import { BenchError } from '../BenchError.js';
import { runClosedLoop } from './runClosedLoop.js';

const settings = { clients: 4, warmUpMs: 20, measureMs: 1_000 };
const never = new AbortController().signal;
const refusal = (): LedgerError => new LedgerError('LEDGER_UNAVAILABLE', 'full', { phase: 'submit' });

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('runClosedLoop', () => {
  it('has each client do one thing at a time, and counts what ends after the warm-up', async () => {
    const busy = new Set<number>();
    let done = 0;
    const report = await runClosedLoop(
      async (client) => {
        expect(busy.has(client)).to.equal(false);
        busy.add(client);
        await sleep(10);
        busy.delete(client);
        done += 1;
      },
      settings,
      never,
    );
    const counted = (report.perSecond * settings.measureMs) / 1000;
    expect(counted).to.be.within(4, done - 4);
    expect(report.medianMs).to.be.at.least(9);
    expect(report.p95Ms).to.be.at.least(report.medianMs);
  });

  it('lets few refusals pass', async () => {
    let calls = 0;
    const report = await runClosedLoop(
      async () => {
        calls += 1;
        if (calls === 1) throw refusal();
        await sleep(1);
      },
      settings,
      never,
    );
    expect(report.perSecond).to.be.above(0);
  });

  it('gives no number when many were refused', async () => {
    const error = await errorOf(runClosedLoop(() => Promise.reject(refusal()), settings, never));
    expect(error).to.be.instanceOf(BenchError);
    expect(String(error)).to.match(
      /BENCH_UNSOUND: \d+ transactions failed and 0 were done: LEDGER_UNAVAILABLE: full$/,
    );
  });

  it('ends at the first failure of its own, of all clients', async () => {
    const before = Date.now();
    const failing = runClosedLoop(
      async (client) => {
        await sleep(1);
        if (client === 2) throw new Error('broken');
      },
      { ...settings, measureMs: 60_000 },
      never,
    );
    expect(String(await errorOf(failing))).to.equal('Error: broken');
    expect(Date.now() - before).to.be.below(30_000);
  });

  it('ends when the run does', async () => {
    const run = new AbortController();
    const loop = runClosedLoop(() => sleep(1), { ...settings, measureMs: 60_000 }, run.signal);
    run.abort(new BenchError('BENCH_INTERRUPTED', 'stop'));
    expect(String(await errorOf(loop))).to.equal('BenchError: BENCH_INTERRUPTED: stop');
  });
});
