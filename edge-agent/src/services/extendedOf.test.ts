import { decodeExtended, encodeExtended, extendedPayloadSchema } from '@acequia/protocol';
import { expect } from 'chai';
import { driveCutter, HOUR, ORIGIN } from '../../test/driveCutter.js';
import { extendedOf } from './extendedOf.js';

describe('extendedOf', () => {
  const hours = [0, 1].map((hour) => ({ start: ORIGIN + hour * HOUR, end: ORIGIN + (hour + 1) * HOUR }));
  const at = (minutes: number): { at: number; register: number } => ({
    at: ORIGIN + minutes * 60,
    register: 0,
  });

  it('takes the mean of states and the sum of Wh, of the samples up to and with the end of an interval', () => {
    const samples = [
      { ...at(0), extended: { temperature: 9999 } },
      { ...at(30), extended: { temperature: 2000, heating: 100 } },
      { ...at(60), extended: { temperature: 2101, heating: 50, humidity: 4000 } },
      { ...at(60), extended: { temperature: 2101, heating: 50, humidity: 4000 } },
      { ...at(61), extended: { appliances: 7 } },
    ];
    const payload = extendedOf(hours, samples);
    expect(payload.intervals.map(({ values }) => values)).to.deep.equal([
      { temperature: 2050, heating: 150, humidity: 4000 },
      { appliances: 7 },
    ]);
    expect(extendedPayloadSchema.parse(payload)).to.deep.equal(payload);
  });

  it('leaves out a sum that has no room, which a broken meter may tell of', () => {
    const broken = { heating: 2_000_000_000, cooling: 1, temperature: 2_000_000_000 };
    const payload = extendedOf(hours.slice(0, 1), [
      { ...at(10), extended: broken },
      { ...at(20), extended: broken },
    ]);
    expect(payload.intervals[0]?.values).to.deep.equal({ cooling: 2, temperature: 2_000_000_000 });
    expect(decodeExtended(encodeExtended(payload))).to.deep.equal(payload);
  });

  it('comes with each window, over the same intervals', () => {
    const samples = [-1, 0, 1, 2, 3, 4, 5, 6].map((hour) => ({
      ...at(60 * hour + 10),
      extended: { temperature: 2000 + hour },
    }));
    const windows = driveCutter(samples);
    const spans = (list: readonly { start: number; end: number }[]): number[][] =>
      list.map(({ start, end }) => [start, end]);
    for (const { intervals, extended } of windows) {
      expect(spans(extended.intervals)).to.deep.equal(spans(intervals));
    }
    const temperatures = windows.flatMap(({ extended }) =>
      extended.intervals.map(({ values }) => values.temperature),
    );
    expect(temperatures.slice(0, 7)).to.deep.equal([2000, 2001, 2002, 2003, 2004, 2005, 2006]);
  });
});
