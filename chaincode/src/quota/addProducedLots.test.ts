import { sequenceAttribute } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => `acc-${digit.repeat(32)}`) as [string, string, string];
const MONTH = 30 * 86_400;

describe('lots of surplus', () => {
  let community: Community;
  let origin: number;
  beforeEach(async () => {
    community = new Community();
    ({ origin } = community);
    await community.start();
  });

  const run = (
    fn: 'openPeriod' | 'addProducedLots' | 'closePeriod',
    request: Readonly<Record<string, unknown>>,
  ): Promise<Receipt> => community.ledger.run(community.operator, 'quota', fn, request);
  const holding = (accountId: string, lots: number, resource = 'energy'): Record<string, unknown> => ({
    accountId,
    resource,
    lots,
  });
  const month = (): Record<string, unknown> => ({
    periodId: '2016-09',
    start: origin,
    end: origin + MONTH,
    contracts: [{ resource: 'energy', lotSize: '1000', lots: 10 }],
    holdings: [holding(A, 4), holding(B, 6)],
  });
  const produced = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    periodId: '2016-09',
    accountId: A,
    lots: 3,
    before: 0,
    evidenceHash: 'e'.repeat(64),
    ...changes,
  });
  const ask = async (fn: 'checkEquation9' | 'listProducedLots'): Promise<unknown> =>
    (await community.ledger.run(community.auditor, 'quota', fn, { periodId: '2016-09' })).result;

  it('gives an account lots, and the contract as many more', async () => {
    await run('openPeriod', month());
    const { writes, ranges } = await run('addProducedLots', produced());
    const { periodId, start, end } = month();
    const record = { ...produced(), addedAt: origin };
    expect(writes).to.deep.equal({
      'period/2016-09': {
        periodId,
        start,
        end,
        contracts: [{ resource: 'energy', lotSize: '1000', lots: 13 }],
      },
      [`producedLots/2016-09/${A}/${sequenceAttribute(0)}`]: record,
      [`holding/2016-09/energy/${A}`]: holding(A, 7),
    });
    expect(ranges).to.deep.equal([]);
    expect(await ask('listProducedLots')).to.deep.equal([record]);
    const equation9 = [{ resource: 'energy', contract: '13000', held: '13000', holds: true }];
    expect(await ask('checkEquation9')).to.deep.equal(equation9);
  });

  it('does so once for the same surplus, whoever asks and with whatever evidence', async () => {
    await run('openPeriod', month());
    await run('addProducedLots', produced());
    const again = produced({ evidenceHash: 'f'.repeat(64) });
    await expectCode(run('addProducedLots', again), 'PRODUCED_LOTS_EXISTS');
  });

  it('makes more when there is more, and gives to an account that held nothing too', async () => {
    await run('openPeriod', month());
    await run('addProducedLots', produced());
    await run('addProducedLots', produced({ before: 3, lots: 1 }));
    const { writes } = await run('addProducedLots', produced({ accountId: C, evidenceHash: 'f'.repeat(64) }));
    expect(writes[`holding/2016-09/energy/${C}`]).to.deep.equal(holding(C, 3));
    expect(await ask('checkEquation9')).to.have.nested.property('[0].holds', true);
  });

  it('refuses a closed or unknown period, what is not contracted, and more than there can be', async () => {
    await expectCode(run('addProducedLots', produced()), 'PERIOD_UNKNOWN');
    await run('openPeriod', month());
    for (const lots of [0, -1]) await expectCode(run('addProducedLots', produced({ lots })), 'INPUT_INVALID');
    await expectCode(run('addProducedLots', produced({ lots: 999_999_991 })), 'CONTRACT_TOO_LARGE');
    await expectCode(
      run('addProducedLots', produced({ accountId: `esc-${'a'.repeat(32)}` })),
      'INPUT_INVALID',
    );
    community.pass(MONTH);
    await run('closePeriod', { periodId: '2016-09' });
    await expectCode(run('addProducedLots', produced()), 'PERIOD_CLOSED');
    const water = {
      periodId: '2016-10',
      start: origin + MONTH,
      end: origin + 2 * MONTH,
      contracts: [{ resource: 'water', lotSize: '100', lots: 1 }],
      holdings: [holding(A, 1, 'water')],
    };
    await run('openPeriod', water);
    await expectCode(run('addProducedLots', produced({ periodId: '2016-10' })), 'CONTRACT_UNKNOWN');
  });
});
