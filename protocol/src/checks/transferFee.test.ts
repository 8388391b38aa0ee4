import { expect } from 'chai';
import { transferFee } from './transferFee.js';

describe('transferFee', () => {
  const cases: [bigint, number, number, bigint, bigint][] = [
    [300n, 0, 0, 0n, 0n],
    [300n, 0, 10_000, 0n, 0n],
    [300n, 150, 5000, 5n, 2n],
    [1n, 1, 10_000, 1n, 1n],
    [10_000n, 1, 10_000, 1n, 1n],
    [10_001n, 1, 9999, 2n, 1n],
    [2n ** 63n - 1n, 1000, 10_000, 922_337_203_685_477_581n, 922_337_203_685_477_581n],
  ];
  for (const [amount, transferFeeBp, rewardBp, fee, reward] of cases) {
    it(`of ${amount} at ${transferFeeBp} and ${rewardBp} basis points`, () => {
      expect(transferFee(amount, { transferFeeBp, rewardBp })).to.deep.equal({ fee, reward });
    });
  }
});
