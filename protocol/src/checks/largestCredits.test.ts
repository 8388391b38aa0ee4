import { expect } from 'chai';
import { largestCredits } from './largestCredits.js';

describe('largestCredits', () => {
  it('folds as many as one transaction takes, the largest first', () => {
    const credit = (index: number, amount: string): { creditId: string; amount: string } => ({
      creditId: `${index.toString(16).padStart(64, '0')}-transfer`,
      amount,
    });
    const dust = Array.from({ length: 300 }, (_, index) => credit(index, '1'));
    const [large, larger] = [credit(400, '9007199254740993'), credit(401, '9007199254740994')];
    const chosen = largestCredits([...dust, large, larger]);
    expect(chosen).to.have.length(200);
    expect(chosen.slice(0, 2)).to.deep.equal([larger, large]);
    expect(largestCredits([large])).to.deep.equal([large]);
  });
});
