import { expect } from 'chai';
import fc from 'fast-check';
import { generateSchedule } from './generateSchedule.js';
import { burstKeys } from './places.js';

describe('generateSchedule', () => {
  it('draws the same steps for the same seed, and others for another', () => {
    expect(generateSchedule(7, 50)).to.deep.equal(generateSchedule(7, 50));
    expect(generateSchedule(7, 50)).not.to.deep.equal(generateSchedule(8, 50));
  });

  it('submits as many transactions as were asked for; a burst never meets itself', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), (seed, transactions) => {
        let submitted = 0;
        for (const step of generateSchedule(seed, transactions)) {
          if ('invocations' in step) submitted += step.invocations.length;
          else if (step.kind !== 'evaluate') submitted += 1;
          if (step.kind !== 'burst') continue;
          const keys = step.invocations.map(({ calls }) => calls[0]?.[1]);
          expect(keys).to.deep.equal(burstKeys.slice(0, keys.length));
        }
        expect(submitted).to.equal(transactions);
      }),
    );
  });
});
