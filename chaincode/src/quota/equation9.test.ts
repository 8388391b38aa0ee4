import { CodedError, type Holding } from '@acequia/protocol';
import { expect } from 'chai';
import fc from 'fast-check';
import { Community } from '../../test/Community.js';
import { openMonth } from '../../test/openMonth.js';

const accountId = fc.constantFrom(...['a', 'b', 'c', 'd'].map((digit) => `acc-${digit.repeat(32)}`));
const lots = fc.integer({ min: 0, max: 12 });
const move = fc.record({ from: accountId, to: accountId, lots });
const adjust = fc.record({
  /** How far the contract is off what the holdings make: mostly not at all, so that most adjustments are taken. */
  error: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -5, max: 5 }) },
  ),
  holdings: fc.uniqueArray(fc.record({ accountId, lots }), {
    minLength: 1,
    maxLength: 4,
    selector: (holding) => holding.accountId,
  }),
});
const period = { periodId: '2016-09', resource: 'energy' };

describe('Eq. 9', () => {
  it('holds after every operation, taken or refused', async function () {
    this.timeout(60_000);
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(move, adjust), { minLength: 5, maxLength: 20, size: 'max' }),
        async (operations) => {
          const community = new Community();
          const { auditor, ledger, operator } = community;
          await community.start();
          await openMonth(community);
          const ask = async (fn: 'getHoldings' | 'checkEquation9'): Promise<unknown> =>
            (await ledger.run(auditor, 'quota', fn, { periodId: '2016-09' })).result;
          for (const operation of operations) {
            const held = (await ask('getHoldings')) as readonly Holding[];
            const work =
              'from' in operation
                ? ledger.run(operator, 'quota', 'moveLots', { ...period, ...operation })
                : ledger.run(operator, 'quota', 'adjustContract', {
                    ...period,
                    lots: sumAfter(held, operation.holdings) + operation.error,
                    holdings: operation.holdings,
                  });
            taken += await work.then(() => 1, refused);
            expect(await ask('checkEquation9')).to.have.nested.property('[0].holds', true);
          }
        },
      ),
      { numRuns: 25 },
    );
    expect(taken).to.be.greaterThan(0);
  });
});

function sumAfter(held: readonly Holding[], changed: readonly Pick<Holding, 'accountId' | 'lots'>[]): number {
  const all = new Map([...held, ...changed].map((holding) => [holding.accountId, holding.lots]));
  return [...all.values()].reduce((sum, each) => sum + each, 0);
}

function refused(error: unknown): 0 {
  if (error instanceof CodedError) return 0;
  throw error;
}
