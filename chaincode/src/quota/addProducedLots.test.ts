import { sequenceAttribute } from '@acequia/protocol';
import { expect } from 'chai';
import { expectCode } from '../../test/expectCode.js';
import { A, C, MONTH, QuotaScene } from '../../test/QuotaScene.js';

describe('lots of surplus', () => {
  let scene: QuotaScene;
  beforeEach(async () => {
    scene = new QuotaScene();
    await scene.start();
  });

  const produced = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    periodId: '2016-09',
    accountId: A,
    lots: 3,
    before: 0,
    evidenceHash: 'e'.repeat(64),
    ...changes,
  });

  it('gives an account lots, and the contract as many more', async () => {
    await scene.run('openPeriod', scene.month());
    const { writes, ranges } = await scene.run('addProducedLots', produced());
    const { periodId, start, end } = scene.month();
    const record = { ...produced(), addedAt: scene.origin };
    expect(writes).to.deep.equal({
      'period/2016-09': {
        periodId,
        start,
        end,
        contracts: [{ resource: 'energy', lotSize: '1000', lots: 13 }],
      },
      [`producedLots/2016-09/${A}/${sequenceAttribute(0)}`]: record,
      [`holding/2016-09/energy/${A}`]: scene.holding(A, 7),
    });
    expect(ranges).to.deep.equal([]);
    expect(await scene.ask('listProducedLots')).to.deep.equal([record]);
    const equation9 = [{ resource: 'energy', contract: '13000', held: '13000', holds: true }];
    expect(await scene.ask('checkEquation9')).to.deep.equal(equation9);
  });

  it('does so once for the same surplus, whoever asks and with whatever evidence', async () => {
    await scene.run('openPeriod', scene.month());
    await scene.run('addProducedLots', produced());
    const again = produced({ evidenceHash: 'f'.repeat(64) });
    await expectCode(scene.run('addProducedLots', again), 'PRODUCED_LOTS_EXISTS');
  });

  it('makes more when there is more, and gives to an account that held nothing too', async () => {
    await scene.run('openPeriod', scene.month());
    await scene.run('addProducedLots', produced());
    await scene.run('addProducedLots', produced({ before: 3, lots: 1 }));
    const { writes } = await scene.run(
      'addProducedLots',
      produced({ accountId: C, evidenceHash: 'f'.repeat(64) }),
    );
    expect(writes[`holding/2016-09/energy/${C}`]).to.deep.equal(scene.holding(C, 3));
    expect(await scene.ask('checkEquation9')).to.have.nested.property('[0].holds', true);
  });

  it('refuses a closed or unknown period, what is not contracted, and more than there can be', async () => {
    await expectCode(scene.run('addProducedLots', produced()), 'PERIOD_UNKNOWN');
    await scene.run('openPeriod', scene.month());
    for (const lots of [0, -1])
      await expectCode(scene.run('addProducedLots', produced({ lots })), 'INPUT_INVALID');
    await expectCode(scene.run('addProducedLots', produced({ lots: 999_999_991 })), 'CONTRACT_TOO_LARGE');
    await expectCode(
      scene.run('addProducedLots', produced({ accountId: `esc-${'a'.repeat(32)}` })),
      'INPUT_INVALID',
    );
    scene.community.pass(MONTH);
    await scene.run('closePeriod', { periodId: '2016-09' });
    await expectCode(scene.run('addProducedLots', produced()), 'PERIOD_CLOSED');
    const water = {
      periodId: '2016-10',
      start: scene.origin + MONTH,
      end: scene.origin + 2 * MONTH,
      contracts: [{ resource: 'water', lotSize: '100', lots: 1 }],
      holdings: [scene.holding(A, 1, 'water')],
    };
    await scene.run('openPeriod', water);
    await expectCode(scene.run('addProducedLots', produced({ periodId: '2016-10' })), 'CONTRACT_UNKNOWN');
  });
});
