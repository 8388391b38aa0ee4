import { MAX_AMOUNT } from '@acequia/protocol';
import { expect } from 'chai';
import { expectCode } from '../../test/expectCode.js';
import { A, B, MONTH, QuotaScene } from '../../test/QuotaScene.js';
import type { Receipt } from '../../test/Receipt.js';

describe('openPeriod', () => {
  let scene: QuotaScene;
  beforeEach(async () => {
    scene = new QuotaScene();
    await scene.start();
  });

  it('writes the period and its holdings', async () => {
    const { writes, ranges } = await scene.run('openPeriod', scene.month());
    const { periodId, start, end, contracts } = scene.month();
    expect(writes).to.deep.equal({
      'period/2016-09': { periodId, start, end, contracts },
      latestPeriod: { periodId, end },
      [`holding/2016-09/energy/${A}`]: scene.holding(A, 4),
      [`holding/2016-09/energy/${B}`]: scene.holding(B, 6),
    });
    expect(ranges).to.deep.equal([]);
  });

  it('refuses lots that differ from the contract, either way', async () => {
    await expectCode(
      scene.run('openPeriod', scene.month({ holdings: [scene.holding(A, 4), scene.holding(B, 5)] })),
      'QUOTA_SUM_DIFFERS',
    );
    await expectCode(
      scene.run('openPeriod', scene.month({ holdings: [scene.holding(A, 11)] })),
      'QUOTA_SUM_DIFFERS',
    );
    const contracts = [
      { resource: 'energy', lotSize: '1000', lots: 10 },
      { resource: 'water', lotSize: '100', lots: 1 },
    ];
    await expectCode(scene.run('openPeriod', scene.month({ contracts })), 'QUOTA_SUM_DIFFERS');
  });

  it('refuses what is named twice or not contracted', async () => {
    const twice = [scene.holding(A, 4), scene.holding(A, 6)];
    await expectCode(scene.run('openPeriod', scene.month({ holdings: twice })), 'HOLDING_DUPLICATE');
    const contract = { resource: 'energy', lotSize: '1000', lots: 10 };
    await expectCode(
      scene.run('openPeriod', scene.month({ contracts: [contract, contract] })),
      'CONTRACT_DUPLICATE',
    );
    const water = [scene.holding(A, 10), scene.holding(A, 0, 'water')];
    await expectCode(scene.run('openPeriod', scene.month({ holdings: water })), 'CONTRACT_UNKNOWN');
  });

  it('takes slots of power, each with a sum of its own', async () => {
    const contracts = [
      { resource: 'energy', lotSize: '1000', lots: 10 },
      { resource: 'power.08-18', lotSize: '500', lots: 6 },
      { resource: 'power.18-22', lotSize: '500', lots: 3 },
    ];
    const day = [scene.holding(A, 6, 'power.08-18')];
    const evening = [scene.holding(A, 1, 'power.18-22'), scene.holding(B, 2, 'power.18-22')];
    const energy = [scene.holding(A, 10)];
    await expectCode(
      scene.run('openPeriod', scene.month({ contracts, holdings: [...energy, ...day, ...evening.slice(1)] })),
      'QUOTA_SUM_DIFFERS',
    );
    await scene.run('openPeriod', scene.month({ contracts, holdings: [...energy, ...day, ...evening] }));
    const move = { periodId: '2016-09', resource: 'power.18-22', from: B, to: A, lots: 2 };
    const { writes } = await scene.run('moveLots', move);
    expect(writes).to.deep.equal({
      [`holding/2016-09/power.18-22/${A}`]: scene.holding(A, 3, 'power.18-22'),
      [`holding/2016-09/power.18-22/${B}`]: scene.holding(B, 0, 'power.18-22'),
    });
    await expectCode(scene.run('moveLots', { ...move, resource: 'power' }), 'HOLDING_UNKNOWN');
    expect(await scene.ask('checkEquation9')).to.deep.equal([
      { resource: 'energy', contract: '10000', held: '10000', holds: true },
      { resource: 'power.08-18', contract: '3000', held: '3000', holds: true },
      { resource: 'power.18-22', contract: '1500', held: '1500', holds: true },
    ]);
  });

  it('refuses two contracts of power for an hour, and slots that are none', async () => {
    const open = (...resources: readonly string[]): Promise<Receipt> =>
      scene.run(
        'openPeriod',
        scene.month({
          contracts: resources.map((resource) => ({ resource, lotSize: '500', lots: 1 })),
          holdings: resources.map((resource) => scene.holding(A, 1, resource)),
        }),
      );
    await expectCode(open('power.18-22', 'power.21-23'), 'SLOT_OVERLAP');
    await expectCode(open('power.21-23', 'power.00-24'), 'SLOT_OVERLAP');
    await expectCode(open('power.08-09', 'power'), 'SLOT_OVERLAP');
    for (const slot of [
      'power.22-18',
      'power.8-9',
      'power.18-25',
      'power.18-18',
      'power.',
      'power.18-22-23',
    ]) {
      await expectCode(open(slot), 'INPUT_INVALID');
    }
    await open('power.18-22', 'power.08-18', 'power.22-24');
  });

  it('refuses overflow, negative, fractional and unordered input', async () => {
    const huge = [{ resource: 'energy', lotSize: MAX_AMOUNT.toString(), lots: 2 }];
    await expectCode(
      scene.run('openPeriod', scene.month({ contracts: huge, holdings: [scene.holding(A, 2)] })),
      'AMOUNT_OVERFLOW',
    );
    await expectCode(
      scene.run('openPeriod', scene.month({ holdings: [scene.holding(A, 11), scene.holding(B, -1)] })),
      'INPUT_INVALID',
    );
    await expectCode(scene.run('openPeriod', scene.month({ end: scene.origin })), 'INPUT_INVALID');
  });

  it('refuses a period that overlaps or comes before another', async () => {
    await scene.run('openPeriod', scene.month());
    await expectCode(
      scene.run('openPeriod', scene.month({ start: scene.origin + MONTH, end: scene.origin + 2 * MONTH })),
      'PERIOD_EXISTS',
    );
    const next = { periodId: '2016-10', start: scene.origin + MONTH, end: scene.origin + 2 * MONTH };
    await expectCode(
      scene.run('openPeriod', scene.month({ ...next, start: scene.origin + MONTH - 1 })),
      'PERIOD_OVERLAP',
    );
    const before = { periodId: '2016-08', start: scene.origin - MONTH, end: scene.origin };
    await expectCode(scene.run('openPeriod', scene.month(before)), 'PERIOD_OVERLAP');
    await scene.run('openPeriod', scene.month(next));
  });
});
