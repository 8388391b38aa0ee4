import { expect } from 'chai';
import fc from 'fast-check';
import type { Interval } from '../schemas/readings.js';
import { alarmStateSchema, type AlarmState } from './alarmState.js';
import { judgeAlarms, type AlarmFacts } from './judgeAlarms.js';
import { ALARM_GROUP_SECONDS } from './stepAlarms.js';

const START = 1_472_688_000;
const HOUR = 3600;
const NOTHING: Omit<AlarmFacts, 'now'> = { quotas: [], silence: [], tampering: [] };

/** Judges facts one after another, an hour apart unless they say when; what was told each time, as `+CODE` and `-CODE`. */
function told(...rounds: (Partial<AlarmFacts> & { hour?: number })[]): string[] {
  let state: AlarmState = {};
  return rounds.map(({ hour, ...facts }, index) => {
    const now = START + (hour ?? index) * HOUR;
    const step = judgeAlarms(state, { ...NOTHING, ...facts, now });
    state = alarmStateSchema.parse(step.state);
    return [
      ...step.raised.map(({ code, count }) => `+${code}${count === 1 ? '' : `×${String(count)}`}`),
      ...step.cleared.map(({ code }) => `-${code}`),
    ].join(' ');
  });
}

const quota = (use: number, periodId = '2016-09'): Pick<AlarmFacts, 'quotas'> => ({
  quotas: [{ resource: 'water', periodId, use: BigInt(use), quota: 1000n }],
});

const energy = (index: number, maxW: number): Interval => ({
  start: START + index * HOUR,
  end: START + (index + 1) * HOUR,
  quality: 'measured',
  from: 0,
  to: 1,
  amount: 1,
  meanW: 1,
  maxW,
});
const power = (...intervals: Interval[]): Pick<AlarmFacts, 'power'> => ({
  power: { intervals, limitW: 5000 },
});

const water = (flows: number[]): Interval[] =>
  flows.map((amount, index) => ({
    start: START + index * HOUR,
    end: START + (index + 1) * HOUR,
    quality: 'measured',
    from: 0,
    to: amount,
    amount,
  }));

describe('judgeAlarms', () => {
  it('tells NEAR_LIMIT from 80 per cent on once, until it is below 75', () => {
    const rounds = [799, 800, 850, 760, 749, 799].map((use) => quota(use));
    expect(told(...rounds)).to.deep.equal(['', '+NEAR_LIMIT', '', '', '-NEAR_LIMIT', '']);
  });

  it('tells OVER_QUOTA above 100 per cent, and not that the limit is near as well', () => {
    expect(told(quota(1000), quota(1001), quota(1500))).to.deep.equal(['+NEAR_LIMIT', '+OVER_QUOTA', '']);
    expect(told(quota(100), quota(1001))).to.deep.equal(['', '+OVER_QUOTA']);
  });

  it('begins anew with a period', () => {
    expect(told(quota(900), quota(10, '2016-10'), quota(900, '2016-10'))).to.deep.equal([
      '+NEAR_LIMIT',
      '-NEAR_LIMIT',
      '+NEAR_LIMIT',
    ]);
    expect(told(quota(900), quota(900, '2016-10'))).to.deep.equal(['+NEAR_LIMIT', '+NEAR_LIMIT -NEAR_LIMIT']);
  });

  it('states the share of the quota, but none of a quota of nothing', () => {
    const over = judgeAlarms({}, { ...NOTHING, ...quota(1234), now: START });
    expect(over.raised).to.deep.equal([
      { code: 'OVER_QUOTA', resource: 'water', state: 'raised', at: START, count: 1, percent: 123 },
    ]);
    const none = [{ resource: 'energy', periodId: '2016-09', use: 1n, quota: 0n }] as const;
    expect(judgeAlarms({}, { ...NOTHING, quotas: none, now: START }).raised).to.deep.equal([
      { code: 'OVER_QUOTA', resource: 'energy', state: 'raised', at: START, count: 1 },
    ]);
  });

  it('tells POWER_ABOVE_MAXIMUM with the highest, and that six hours of readings stayed below', () => {
    const step = judgeAlarms(
      {},
      { ...NOTHING, ...power(energy(0, 5001), energy(1, 7000), energy(2, 5000)), now: START },
    );
    expect(step.raised).to.deep.equal([
      {
        code: 'POWER_ABOVE_MAXIMUM',
        resource: 'energy',
        state: 'raised',
        at: START + 2 * HOUR,
        count: 2,
        value: 7000,
      },
    ]);
    expect(
      told(power(energy(0, 6000)), power(energy(5, 10)), power(energy(6, 10)), power(energy(7, 10))),
    ).to.deep.equal(['+POWER_ABOVE_MAXIMUM', '', '-POWER_ABOVE_MAXIMUM', '']);
  });

  it('groups what happens again within six hours, and tells it afterwards even when it is over', () => {
    expect(
      told(
        { hour: 0, ...power(energy(0, 6000)) },
        { hour: 1, ...power(energy(1, 6000), energy(2, 6000)) },
        { hour: 5, ...power(energy(3, 6000)) },
        { hour: 5.5, ...power(energy(20, 10)) },
        { hour: 6, ...power(energy(21, 10)) },
        { hour: 7, ...power(energy(22, 10)) },
      ),
    ).to.deep.equal(['+POWER_ABOVE_MAXIMUM', '', '', '', '+POWER_ABOVE_MAXIMUM×3', '-POWER_ABOVE_MAXIMUM']);
  });

  it('suspects a leak when no hour of a day had less than the threshold', () => {
    const leaking = water(new Array<number>(24).fill(6));
    const almost = water(new Array<number>(23).fill(6));
    const gap = leaking.filter((_, index) => index !== 7);
    const used = [...water([...new Array<number>(23).fill(6), 0])];
    expect(told({ water: almost }, { water: gap }, { water: leaking }, { water: leaking })).to.deep.equal([
      '',
      '',
      '+LEAK_SUSPECTED',
      '',
    ]);
    expect(told({ water: leaking }, { water: gap }, { water: used })).to.deep.equal([
      '+LEAK_SUSPECTED',
      '',
      '-LEAK_SUSPECTED',
    ]);
    const least = water([...new Array<number>(12).fill(9), 5, ...new Array<number>(11).fill(9)]);
    const step = judgeAlarms({}, { ...NOTHING, water: least, now: START });
    expect(step.raised.map(({ value, at }) => [value, at])).to.deep.equal([[5, START + 24 * HOUR]]);
  });

  it('adds readings shorter than an hour, and knows nothing of longer ones', () => {
    const quarters = Array.from({ length: 96 }, (_, index): Interval => {
      const amount = index % 4 === 0 ? 5 : 0;
      const start = START + index * 900;
      return { start, end: start + 900, quality: 'measured', from: 0, to: amount, amount };
    });
    expect(told({ water: quarters })).to.deep.equal(['+LEAK_SUSPECTED']);
    const long: Interval = {
      start: START,
      end: START + 24 * HOUR,
      quality: 'measured',
      from: 0,
      to: 999,
      amount: 999,
    };
    expect(told({ water: [long] })).to.deep.equal(['']);
  });

  it('tells a silent device, and that it is back', () => {
    const silent = (devices: number): Pick<AlarmFacts, 'silence'> => ({
      silence: [{ resource: 'energy', devices }],
    });
    expect(told(silent(0), silent(1), silent(2), silent(0))).to.deep.equal([
      '',
      '+DEVICE_SILENT',
      '',
      '-DEVICE_SILENT',
    ]);
  });

  it('does not repeat what comes and goes within six hours, and tells it when it stays', () => {
    const silent = (hour: number, devices: number): Partial<AlarmFacts> & { hour: number } => ({
      hour,
      silence: [{ resource: 'energy', devices }],
    });
    expect(
      told(silent(0, 1), silent(1, 0), silent(2, 1), silent(3, 0), silent(4, 1), silent(6, 1), silent(7, 0)),
    ).to.deep.equal(['+DEVICE_SILENT', '-DEVICE_SILENT', '', '', '', '+DEVICE_SILENT', '-DEVICE_SILENT']);
  });

  it('suspects tampering where rejected windows break chains, signatures or registers, and nothing else', () => {
    const tampering = (codes: string[]): Pick<AlarmFacts, 'tampering'> => ({
      tampering: [{ resource: 'water', rejected: codes.map((code) => ({ code, at: START })) }],
    });
    expect(told(tampering(['RATE_IMPLAUSIBLE', 'RECORD_UNREADABLE']))).to.deep.equal(['']);
    for (const code of ['CHAIN_BROKEN', 'READINGS_SIGNATURE_WRONG', 'REGISTER_INCONSISTENT']) {
      expect(told(tampering([code]))).to.deep.equal(['+TAMPER_SUSPECTED']);
    }
    expect(told(tampering(['CHAIN_BROKEN', 'REGISTER_INCONSISTENT']))).to.deep.equal(['+TAMPER_SUSPECTED×2']);
    expect(
      told(tampering(['CHAIN_BROKEN']), { hour: 23, ...tampering([]) }, { hour: 24, ...tampering([]) }),
    ).to.deep.equal(['+TAMPER_SUSPECTED', '', '-TAMPER_SUSPECTED']);
  });

  it('tells a low balance until it is a tenth above the minimum', () => {
    const balance = (amount: bigint, minimum = 100n): Pick<AlarmFacts, 'balance'> => ({
      balance: { amount, minimum },
    });
    expect(told(balance(100n), balance(99n), balance(105n), balance(110n))).to.deep.equal([
      '',
      '+LOW_BALANCE',
      '',
      '-LOW_BALANCE',
    ]);
    expect(told(balance(0n, 0n))).to.deep.equal(['']);
  });

  it('leaves alone what no facts are about, and the state that it was given', () => {
    const first = judgeAlarms({}, { ...NOTHING, ...quota(900), now: START });
    const frozen = structuredClone(first.state);
    const second = judgeAlarms(first.state, { ...NOTHING, now: START + HOUR });
    expect(second).to.deep.equal({ state: frozen, raised: [], cleared: [] });
    judgeAlarms(first.state, { ...NOTHING, ...quota(10), now: START + HOUR });
    expect(first.state).to.deep.equal(frozen);
  });

  it('never clears what it did not raise, and raises each alarm once in six hours (property)', () => {
    const rounds = fc.array(
      fc.record({ wait: fc.integer({ min: 1, max: 5 * HOUR }), devices: fc.integer({ min: 0, max: 1 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(rounds, (steps) => {
        let state: AlarmState = {};
        let now = START;
        let isTold = false;
        let raisedAt = 0;
        for (const { wait, devices } of steps) {
          now += wait;
          const step = judgeAlarms(state, { ...NOTHING, silence: [{ resource: 'water', devices }], now });
          state = step.state;
          expect(step.raised.length + step.cleared.length).to.be.at.most(1);
          if (step.raised.length === 1) {
            expect([isTold, devices]).to.deep.equal([false, 1]);
            expect(now - raisedAt).to.be.at.least(ALARM_GROUP_SECONDS);
            raisedAt = now;
            isTold = true;
          }
          if (step.cleared.length === 1) {
            expect([isTold, devices]).to.deep.equal([true, 0]);
            isTold = false;
          }
          if (devices === 1 && now - raisedAt >= ALARM_GROUP_SECONDS) expect(isTold).to.equal(true);
        }
      }),
    );
  });
});
