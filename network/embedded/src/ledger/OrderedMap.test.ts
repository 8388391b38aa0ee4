import { expect } from 'chai';
import fc from 'fast-check';
import { OrderedMap } from './OrderedMap.js';

const key = fc.string({ maxLength: 2, unit: fc.constantFrom('a', 'b', 'c') });
const change = fc.record({ key, value: fc.option(fc.nat(), { nil: undefined }) });
const range = fc.record({ start: key, end: fc.option(key, { nil: undefined }) });

describe('OrderedMap', () => {
  it('gives what an ordinary map and a sort would, however changes and ranges take turns', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(change), range)), (steps) => {
        const map = new OrderedMap<number>();
        const expected = new Map<string, number>();
        for (const [changes, { start, end }] of steps) {
          for (const { key: name, value } of changes) {
            if (value === undefined) expect(map.delete(name)).to.equal(expected.delete(name));
            else {
              map.set(name, value);
              expected.set(name, value);
            }
          }
          const inRange = [...expected].filter(
            ([name]) => name >= start && (end === undefined || name < end),
          );
          expect(map.range(start, end)).to.deep.equal(inRange.sort(([a], [b]) => (a < b ? -1 : 1)));
          expect(map.size).to.equal(expected.size);
        }
      }),
    );
  });
});
