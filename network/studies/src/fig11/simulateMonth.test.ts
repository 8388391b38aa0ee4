import { expect } from 'chai';
import { StudyError } from '../StudyError.js';
import { drawMonth } from './model/drawMonth.js';
import type { Wish } from './model/Wish.js';
import { noTrading } from './policies/noTrading.js';
import type { Transfer } from './policies/Transfer.js';
import type { TradingPolicy } from './policies/TradingPolicy.js';
import { simulateMonth } from './simulateMonth.js';

const wish = (home: number, second: number, amount: number, saving = amount): Wish => ({
  home,
  second,
  amount,
  saving,
});

const giving = (transfer: Transfer): TradingPolicy => ({
  ...noTrading,
  rounds: [100],
  atRound: () => Promise.resolve([transfer]),
});

describe('simulateMonth', () => {
  it('counts the uses of each home, every day against the quota anew', async () => {
    const month = { homes: 2, days: [[wish(0, 1, 30), wish(1, 2, 20), wish(0, 3, 40, 5)], [wish(1, 5, 7)]] };
    expect(await simulateMonth(month, [60, 100], noTrading)).to.deep.equal([
      { home: 0, quota: 60, used: 35, entitlement: 60 },
      { home: 1, quota: 100, used: 20, entitlement: 100 },
      { home: 0, quota: 60, used: 0, entitlement: 60 },
      { home: 1, quota: 100, used: 7, entitlement: 100 },
    ]);
  });

  it('lets a home that has bought before a use go without saving', async () => {
    const month = { homes: 2, days: [[wish(0, 100, 100, 30)]] };
    const bought = giving({ from: 1, to: 0, amount: 20 });
    expect((await simulateMonth(month, [100, 100], bought))[0]).to.include({ used: 100, entitlement: 120 });
    expect((await simulateMonth(month, [100, 100], noTrading))[0]).to.include({ used: 30, entitlement: 100 });
  });

  it('asks the policy at the use that would go over the limit, before it is counted', async () => {
    const asked: unknown[] = [];
    const policy: TradingPolicy = {
      ...noTrading,
      atUse: (home, amount, standings) => {
        asked.push([home, amount, standings]);
        return [{ from: 1, to: 0, amount: 5 }];
      },
    };
    const month = { homes: 2, days: [[wish(0, 1, 50), wish(0, 2, 55)]] };
    const [first, second] = await simulateMonth(month, [100, 100], policy);
    expect(asked).to.deep.equal([
      [
        0,
        55,
        [
          { used: 50, entitlement: 100 },
          { used: 0, entitlement: 100 },
        ],
      ],
    ]);
    expect(first).to.include({ used: 105, entitlement: 105 });
    expect(second).to.include({ used: 0, entitlement: 95 });
  });

  for (const [what, transfer] of [
    ['more than it has left', { from: 0, to: 1, amount: 71 }],
    ['nothing', { from: 0, to: 1, amount: 0 }],
    ['a part of a millilitre', { from: 0, to: 1, amount: 0.5 }],
    ['to itself', { from: 0, to: 0, amount: 1 }],
    ['to nobody', { from: 0, to: 2, amount: 1 }],
  ] as const) {
    it(`refuses to let a home give ${what}`, async () => {
      const month = { homes: 2, days: [[wish(0, 1, 30)]] };
      let refusal: unknown;
      await simulateMonth(month, [100, 100], giving(transfer)).catch((error: unknown) => (refusal = error));
      expect(refusal).to.be.instanceOf(StudyError).with.property('code', 'STUDY_UNSOUND');
    });
  }

  it('gives the same days for the same month', async () => {
    const quotas = Array.from({ length: 5 }, () => 464_000);
    const once = await simulateMonth(drawMonth(9, 5, 3), quotas, noTrading);
    expect(await simulateMonth(drawMonth(9, 5, 3), quotas, noTrading)).to.deep.equal(once);
  });
});
