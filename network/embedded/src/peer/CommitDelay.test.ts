import { expect } from 'chai';
import { CommitDelay } from './CommitDelay.js';

describe('CommitDelay', () => {
  const draws = (seed: number, mspId: string): number[] =>
    Array.from({ length: 200 }, (_, block) => new CommitDelay(seed, 9).ms(mspId, block));

  it('draws the same again, and otherwise for another seed or organisation', () => {
    expect(draws(1, 'Org1MSP')).to.deep.equal(draws(1, 'Org1MSP'));
    expect(draws(1, 'Org1MSP')).not.to.deep.equal(draws(2, 'Org1MSP'));
    expect(draws(1, 'Org1MSP')).not.to.deep.equal(draws(1, 'Org2MSP'));
  });

  it('draws every delay up to the longest one', () => {
    expect([...new Set(draws(1, 'Org1MSP'))].sort((a, b) => a - b)).to.deep.equal([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });
});
