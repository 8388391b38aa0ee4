import { expect } from 'chai';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { publicKeyBase64 } from '../crypto/keyHash.js';
import { signReadings, type Readings } from '../crypto/readingsSignature.js';
import { payloadHash } from '../formats/essential.js';
import { NO_HASH } from '../formats/NO_HASH.js';
import type { WindowHeader } from '../schemas/monitoring.js';
import type { Interval, WindowPayload } from '../schemas/readings.js';
import { checkWindow, type WindowContext } from './checkWindow.js';
import { emptyHistory } from './emptyHistory.js';
import { nextHistory } from './nextHistory.js';
import type { ReadingHistory } from './readingHistory.js';

const START = 1_472_680_800;
const HOUR = 3600;
const { privateKey: meterKey, publicKey: meterPublic } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const device = {
  deviceId: 'meter-1',
  homeId: 'SH1',
  resource: 'water',
  maxPerHour: 5000,
  publicKey: publicKeyBase64(meterPublic),
} as const;

/** A measured hour, the `index`th after START. */
function hour(index: number, from: number, to: number, change: Partial<Interval> = {}): Interval {
  const start = START + index * HOUR;
  return { start, end: start + HOUR, quality: 'measured', from, to, amount: to - from, ...change };
}

function blank(index: number, quality: 'missing' | 'suspect'): Interval {
  const start = START + index * HOUR;
  return { start, end: start + HOUR, quality };
}

function windowOf(
  intervals: Interval[],
  change: Partial<WindowHeader> = {},
  previousHash = NO_HASH,
): { header: WindowHeader; payload: WindowPayload } {
  const header: WindowHeader = {
    version: 2,
    homeId: 'SH1',
    deviceId: 'meter-1',
    epoch: 1,
    sequence: 1,
    start: Math.min(...intervals.map((interval) => interval.start)),
    end: Math.max(...intervals.map((interval) => interval.end)),
    salt: '0'.repeat(32),
    ...change,
  };
  const readings: Readings = { version: 2, previousHash, intervals };
  return { header, payload: { ...readings, signature: signReadings(header.deviceId, readings, meterKey) } };
}

function codeOf(
  intervals: Interval[],
  history: ReadingHistory = emptyHistory(),
  context: Partial<WindowContext['device']> = {},
  change: Partial<WindowHeader> = {},
): string | undefined {
  const { header, payload } = windowOf(intervals, change);
  return checkWindow(header, payload, { device: { ...device, ...context }, history })?.code;
}

function after(
  intervals: Interval[],
  history: ReadingHistory = emptyHistory(),
  deviceId = 'meter-1',
): ReadingHistory {
  const { header, payload } = windowOf(intervals, { deviceId });
  return nextHistory(history, header, payload, true);
}

describe('checkWindow', () => {
  it('accepts a sound window and what follows it', () => {
    const history = after([hour(0, 100, 110), hour(1, 110, 110)]);
    expect(codeOf([hour(2, 110, 150), blank(3, 'missing')], history)).to.equal(undefined);
    expect(history.covered).to.deep.equal([[START, START + 2 * HOUR]]);
  });

  it('refuses a window of another device or home', () => {
    const intervals = [hour(0, 1, 2)];
    expect(codeOf(intervals, emptyHistory(), { deviceId: 'meter-2' })).to.equal('WINDOW_DEVICE_MISMATCH');
    expect(codeOf(intervals, emptyHistory(), { homeId: 'SH2' })).to.equal('WINDOW_DEVICE_MISMATCH');
  });

  it('refuses readings that their meter did not sign, or signed for another meter or otherwise', () => {
    const { header, payload } = windowOf([hour(0, 1, 2)]);
    const { header: elsewhere } = windowOf([hour(0, 1, 2)], { deviceId: 'meter-2' });
    const other = publicKeyBase64(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    const fault = (
      of: WindowPayload,
      at = header,
      of2: Partial<WindowContext['device']> = {},
    ): string | undefined =>
      checkWindow(at, of, { device: { ...device, ...of2 }, history: emptyHistory() })?.code;
    expect(fault(payload)).to.equal(undefined);
    expect(fault(payload, header, { publicKey: other })).to.equal('READINGS_SIGNATURE_WRONG');
    expect(fault(payload, elsewhere, { deviceId: 'meter-2' })).to.equal('READINGS_SIGNATURE_WRONG');
    expect(fault({ ...payload, intervals: [hour(0, 1, 3)] })).to.equal('READINGS_SIGNATURE_WRONG');
    expect(fault({ ...payload, previousHash: '1'.repeat(64) })).to.equal('READINGS_SIGNATURE_WRONG');
  });

  it('holds readings to their chain, which may begin anew, and does so behind what cannot be read', () => {
    const first = windowOf([hour(0, 1, 2)]);
    const history = nextHistory(emptyHistory(), first.header, first.payload, true);
    const second = (previousHash: string, before: ReadingHistory): string | undefined => {
      const { header, payload } = windowOf([hour(1, 2, 3)], { sequence: 2 }, previousHash);
      return checkWindow(header, payload, { device, history: before })?.code;
    };
    const other = 'f'.repeat(64);
    expect(second(payloadHash(first.payload), history)).to.equal(undefined);
    expect(second(other, history)).to.equal('CHAIN_BROKEN');
    expect(second(NO_HASH, history)).to.equal(undefined);
    expect(second(other, emptyHistory())).to.equal('CHAIN_BROKEN');
    const unread = nextHistory(history, first.header, undefined, false);
    expect(unread.chains).to.deep.equal({ 'meter-1': null });
    expect(second(other, unread)).to.equal(undefined);
  });

  it('goes on with the chain behind a window that was read and rejected', () => {
    const bad = windowOf([hour(0, 9, 8)]);
    const history = nextHistory(emptyHistory(), bad.header, bad.payload, false);
    expect(history.chains).to.deep.equal({ 'meter-1': payloadHash(bad.payload) });
    expect(history.covered).to.deep.equal([]);
    const next = windowOf([hour(1, 8, 9)], { sequence: 2 }, payloadHash(bad.payload));
    expect(checkWindow(next.header, next.payload, { device, history })).to.equal(undefined);
  });

  it('refuses intervals outside of the window, empty, out of order or twice', () => {
    const span = { start: START, end: START + HOUR };
    expect(codeOf([hour(0, 1, 2), hour(1, 2, 3)], emptyHistory(), {}, span)).to.equal('INTERVAL_OUTSIDE');
    expect(codeOf([hour(0, 1, 1, { end: START })], emptyHistory(), {}, span)).to.equal('INTERVAL_OUTSIDE');
    expect(codeOf([hour(1, 1, 2), hour(0, 2, 3)])).to.equal('INTERVAL_ORDER');
    expect(codeOf([hour(0, 1, 2), hour(0, 1, 2)])).to.equal('INTERVAL_TWICE');
    expect(codeOf([hour(0, 1, 2), hour(1, 2, 3), hour(0, 1, 2)])).to.equal('INTERVAL_TWICE');
    expect(codeOf([hour(0, 1, 2), hour(0, 2, 3, { start: START + 60 })])).to.equal('INTERVAL_TWICE');
  });

  it('refuses consumption told for more than a day at once, which would move it into another period', () => {
    const day = 24 * HOUR;
    expect(codeOf([hour(0, 1, 2, { end: START + day })])).to.equal(undefined);
    expect(codeOf([hour(0, 1, 2, { end: START + day + 1 })])).to.equal('INTERVAL_OUTSIDE');
  });

  it('finds what was counted among many separate spans, whatever the order in which they came', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 400 }), (counted, asked) => {
        let history = emptyHistory();
        for (const index of counted) history = after([hour(index, 0, 0)], history);
        for (const [index, [start, end]] of history.covered.entries()) {
          expect(start).to.be.lessThan(end);
          expect(start).to.be.greaterThan(history.covered[index - 1]?.[1] ?? 0);
        }
        const expected = counted.includes(asked) ? 'INTERVAL_TWICE' : undefined;
        expect(codeOf([hour(asked, 0, 0)], history, { deviceId: 'meter-1' })).to.equal(expected);
      }),
    );
  });

  it('refuses time that an earlier window counted, over a device swap too', () => {
    const history = after([hour(0, 100, 110), hour(1, 110, 120)]);
    expect(codeOf([hour(1, 120, 121), hour(2, 121, 122)], history)).to.equal('INTERVAL_TWICE');
    const old = after([hour(0, 100, 110), blank(1, 'missing')], emptyHistory(), 'meter-0');
    expect(codeOf([hour(0, 0, 1)], old)).to.equal('INTERVAL_TWICE');
    expect(codeOf([hour(1, 0, 1)], old)).to.equal(undefined);
  });

  it('holds each quality to what it may carry', () => {
    expect(codeOf([hour(0, 1, 2, { quality: 'suspect' })])).to.equal('QUALITY_INCONSISTENT');
    expect(codeOf([{ ...blank(0, 'missing'), from: 5 }])).to.equal('QUALITY_INCONSISTENT');
    expect(codeOf([{ ...blank(0, 'missing'), quality: 'measured' }])).to.equal('QUALITY_INCONSISTENT');
    expect(codeOf([hour(0, 1, 2, { quality: 'estimated' })])).to.equal('QUALITY_INCONSISTENT');
    expect(codeOf([hour(0, 1, 2, { quality: 'replaced' })])).to.equal(undefined);
  });

  it('refuses negative use and registers that do not add up', () => {
    expect(codeOf([hour(0, 10, 5)])).to.equal('USE_NEGATIVE');
    expect(codeOf([hour(0, 10, 15, { amount: -5 })])).to.equal('USE_NEGATIVE');
    expect(codeOf([hour(0, 10, 15, { amount: 6 })])).to.equal('REGISTER_INCONSISTENT');
    expect(codeOf([hour(0, 10, 15), hour(1, 16, 17)])).to.equal('REGISTER_INCONSISTENT');
    expect(codeOf([hour(0, 10, 15), blank(1, 'missing'), hour(2, 14, 17)])).to.equal('REGISTER_INCONSISTENT');
    expect(codeOf([hour(1, 20, 21)], after([hour(0, 10, 15)]))).to.equal('REGISTER_INCONSISTENT');
  });

  it('lets the register start anew behind a suspect interval or a rejected window', () => {
    expect(codeOf([hour(0, 10, 15), blank(1, 'suspect'), hour(2, 0, 4)])).to.equal(undefined);
    const history = after([hour(0, 10, 15), blank(1, 'suspect')]);
    expect(codeOf([hour(2, 0, 4)], history)).to.equal(undefined);
    const rejected = nextHistory(
      after([hour(0, 10, 15)]),
      windowOf([hour(1, 9, 8)]).header,
      undefined,
      false,
    );
    expect(codeOf([hour(2, 7, 9)], rejected)).to.equal(undefined);
    expect(rejected.covered).to.deep.equal([[START, START + HOUR]]);
  });

  it('lets the register move on, but never back, over time that no window covered', () => {
    const history = after([hour(0, 10, 15)]);
    expect(codeOf([hour(2, 20, 21)], history)).to.equal(undefined);
    expect(codeOf([hour(2, 14, 21)], history)).to.equal('REGISTER_INCONSISTENT');
  });

  it('refuses more than the connection delivers since the last trusted register', () => {
    expect(codeOf([hour(0, 0, 5000)])).to.equal(undefined);
    expect(codeOf([hour(0, 0, 5001)])).to.equal('RATE_IMPLAUSIBLE');
    expect(
      codeOf([hour(0, 0, 1), blank(1, 'missing'), hour(2, 1, 10_001, { quality: 'replaced' })]),
    ).to.equal(undefined);
    expect(
      codeOf([hour(0, 0, 1), blank(1, 'missing'), hour(2, 1, 10_002, { quality: 'replaced' })]),
    ).to.equal('RATE_IMPLAUSIBLE');
  });

  it('holds power to the consumption of its interval, and to energy', () => {
    const energy = { resource: 'energy' } as const;
    const half = { end: START + HOUR / 2 };
    expect(codeOf([hour(0, 0, 500, { ...half, meanW: 1000, maxW: 1200 })], emptyHistory(), energy)).to.equal(
      undefined,
    );
    expect(codeOf([hour(0, 0, 500, { meanW: 501, maxW: 501 })], emptyHistory(), energy)).to.equal(
      'POWER_INCONSISTENT',
    );
    expect(codeOf([hour(0, 0, 500, { meanW: 500, maxW: 499 })], emptyHistory(), energy)).to.equal(
      'POWER_INCONSISTENT',
    );
    expect(codeOf([hour(0, 5, 5, { meanW: 0, maxW: 7 })], emptyHistory(), energy)).to.equal(
      'POWER_INCONSISTENT',
    );
    expect(codeOf([hour(0, 0, 500, { maxW: 500 })], emptyHistory(), energy)).to.equal('POWER_INCONSISTENT');
    expect(codeOf([hour(0, 0, 500, { meanW: 500 })])).to.equal('POWER_INCONSISTENT');
    const replaced = hour(0, 0, 500, { quality: 'replaced', meanW: 250, maxW: 400 });
    expect(codeOf([replaced], emptyHistory(), energy)).to.equal(undefined);
  });

  it('accepts any cutting of any monotone register into windows, and counts all of it once (property)', () => {
    const steps = fc.array(fc.record({ use: fc.integer({ min: 0, max: 5000 }), cut: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 1e9 }), (hours, first) => {
        let register = first;
        let history = emptyHistory();
        let open: Interval[] = [];
        hours.forEach(({ use, cut }, index) => {
          open.push(hour(index, register, register + use));
          register += use;
          if (!cut && index < hours.length - 1) return;
          expect(codeOf(open, history)).to.equal(undefined);
          history = after(open, history);
          expect(codeOf(open, history)).to.equal('INTERVAL_TWICE');
          open = [];
        });
        expect(history.covered).to.deep.equal([[START, START + hours.length * HOUR]]);
        expect(history.registers['meter-1']?.value).to.equal(register);
      }),
    );
  });

  it('notices any single register or amount that was altered (property)', () => {
    const uses = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 3, maxLength: 12 });
    const alteration = fc.record({
      member: fc.constantFrom('from' as const, 'to' as const, 'amount' as const),
      by: fc.integer({ min: -500, max: 500 }).filter((by) => by !== 0),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(uses, alteration, (amounts, { member, by, at }) => {
        let register = 10_000;
        const intervals = amounts.map((amount, index) => hour(index, register, (register += amount)));
        const target = intervals[at % intervals.length];
        if (target?.[member] === undefined) throw new Error('the window was built without registers');
        target[member] += by;
        expect(codeOf(intervals)).to.be.oneOf(['USE_NEGATIVE', 'REGISTER_INCONSISTENT', 'RATE_IMPLAUSIBLE']);
      }),
    );
  });

  it('never tells a value', () => {
    const { header, payload } = windowOf([hour(0, 87_654_321, 87_654_300)]);
    const fault = checkWindow(header, payload, { device, history: emptyHistory() });
    expect(fault).to.deep.equal({ code: 'USE_NEGATIVE', text: 'interval 1 has a negative consumption' });
  });
});
