import { expect } from 'chai';
import { decisionEndsAt } from './decisionEndsAt.js';

describe('decisionEndsAt', () => {
  const week = 7 * 86_400;

  it('is as long after the dispute as the seller had for it, and a week at least', () => {
    expect(decisionEndsAt({ at: 1000 }, { disputeSeconds: 10 })).to.equal(1000 + week);
    expect(decisionEndsAt({ at: 1000 }, { disputeSeconds: week })).to.equal(1000 + week);
    expect(decisionEndsAt({ at: 1000 }, { disputeSeconds: week + 1 })).to.equal(1001 + week);
  });
});
