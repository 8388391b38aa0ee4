import { random16Hex } from '@acequia/protocol';
import { expect } from 'chai';
import { expectCode } from '../../test/expectCode.js';
import { openMonth } from '../../test/openMonth.js';
import { A, B, C, MONTH, QuotaScene } from '../../test/QuotaScene.js';
import type { Receipt } from '../../test/Receipt.js';

describe('quota', () => {
  let scene: QuotaScene;
  beforeEach(async () => {
    scene = new QuotaScene();
    await scene.start();
  });

  describe('moveLots', () => {
    const move = (changes: Readonly<Record<string, unknown>> = {}): Promise<Receipt> =>
      scene.run('moveLots', { periodId: '2016-09', resource: 'energy', from: A, to: B, lots: 3, ...changes });

    it('writes the two holdings and reads no other', async () => {
      await openMonth(scene.community);
      const { writes, reads } = await move();
      expect(writes).to.deep.equal({
        [`holding/2016-09/energy/${A}`]: scene.holding(A, 1),
        [`holding/2016-09/energy/${B}`]: scene.holding(B, 9),
      });
      expect(reads.filter((key) => /^(holding|period)/.test(key))).to.deep.equal([
        'periodClosed/2016-09',
        `holding/2016-09/energy/${A}`,
        `holding/2016-09/energy/${B}`,
      ]);
    });

    it('opens the holding of a new account', async () => {
      await openMonth(scene.community);
      const { writes } = await move({ to: C, lots: 4 });
      expect(writes).to.deep.equal({
        [`holding/2016-09/energy/${A}`]: scene.holding(A, 0),
        [`holding/2016-09/energy/${C}`]: scene.holding(C, 4),
      });
    });

    it('refuses what the giver does not have', async () => {
      await openMonth(scene.community);
      await expectCode(move({ lots: 5 }), 'LOTS_INSUFFICIENT');
      await expectCode(move({ from: C }), 'HOLDING_UNKNOWN');
      await expectCode(move({ resource: 'water' }), 'HOLDING_UNKNOWN');
      await expectCode(move({ periodId: '2016-10' }), 'HOLDING_UNKNOWN');
      await expectCode(move({ to: A }), 'INPUT_INVALID');
      await expectCode(move({ lots: 0 }), 'INPUT_INVALID');
    });
  });

  describe('adjustContract', () => {
    const adjust = (changes: Readonly<Record<string, unknown>>): Promise<Receipt> =>
      scene.run('adjustContract', { periodId: '2016-09', resource: 'energy', ...changes });

    it('changes the contract and the holdings that change with it', async () => {
      const { start, end } = await openMonth(scene.community);
      const holdings = [
        { accountId: B, lots: 5 },
        { accountId: C, lots: 3 },
      ];
      const { writes } = await adjust({ lots: 12, holdings });
      expect(writes).to.deep.equal({
        'period/2016-09': {
          periodId: '2016-09',
          start,
          end,
          contracts: [{ resource: 'energy', lotSize: '1000', lots: 12 }],
        },
        [`holding/2016-09/energy/${B}`]: scene.holding(B, 5),
        [`holding/2016-09/energy/${C}`]: scene.holding(C, 3),
      });
    });

    it('refuses what would break Eq. 9', async () => {
      await openMonth(scene.community);
      await expectCode(adjust({ lots: 12, holdings: [{ accountId: B, lots: 7 }] }), 'QUOTA_SUM_DIFFERS');
      const twice = [
        { accountId: B, lots: 7 },
        { accountId: B, lots: 7 },
      ];
      await expectCode(adjust({ lots: 12, holdings: twice }), 'HOLDING_DUPLICATE');
      const water = { resource: 'water', lots: 1, holdings: [{ accountId: B, lots: 1 }] };
      await expectCode(adjust(water), 'CONTRACT_UNKNOWN');
      await expectCode(
        adjust({ periodId: '2016-10', lots: 1, holdings: [{ accountId: B, lots: 1 }] }),
        'PERIOD_UNKNOWN',
      );
    });
  });

  describe('closePeriod', () => {
    const close = (by = scene.community.operator): Promise<Receipt> =>
      scene.community.ledger.run(by, 'quota', 'closePeriod', { periodId: '2016-09' });

    it('is done by anybody when operators have not done it within a week', async () => {
      const { end } = await openMonth(scene.community);
      scene.community.pass(MONTH);
      await expectCode(close(scene.community.neighbour), 'PERIOD_OPEN_STILL');
      scene.community.pass(7 * 86_400 - 1);
      await expectCode(close(scene.community.neighbour), 'PERIOD_OPEN_STILL');
      scene.community.pass(1);
      const { writes } = await close(scene.community.neighbour);
      const closedAt = end + 7 * 86_400;
      expect(writes).to.deep.equal({ 'periodClosed/2016-09': { periodId: '2016-09', closedAt } });
    });

    it('is done by operators from the end on, and writes the phase key alone', async () => {
      const { end } = await openMonth(scene.community);
      scene.community.pass(MONTH - 1);
      await expectCode(close(), 'PERIOD_OPEN_STILL');
      scene.community.pass(1);
      const { writes } = await close();
      expect(writes).to.deep.equal({ 'periodClosed/2016-09': { periodId: '2016-09', closedAt: end } });
      await expectCode(close(), 'PERIOD_CLOSED');
    });

    it('ends all changes of the quota', async () => {
      await openMonth(scene.community);
      scene.community.pass(MONTH);
      await close();
      const period = { periodId: '2016-09', resource: 'energy' };
      await expectCode(scene.run('moveLots', { ...period, from: A, to: B, lots: 1 }), 'PERIOD_CLOSED');
      const holdings = [{ accountId: B, lots: 7 }];
      await expectCode(scene.run('adjustContract', { ...period, lots: 11, holdings }), 'PERIOD_CLOSED');
    });

    it('needs a period', async () => {
      await expectCode(close(), 'PERIOD_UNKNOWN');
    });
  });

  describe('assignAccount', () => {
    it('tells the home alone', async () => {
      const { ledger, operator, household, neighbour } = scene.community;
      const quotaAccount = { accountId: A, salt: random16Hex() };
      const request = { homeId: 'SH1' };
      const { writes, privateWrites } = await ledger.run(operator, 'quota', 'assignAccount', request, {
        quotaAccount,
      });
      expect(writes).to.deep.equal({});
      expect(privateWrites).to.deep.equal({ SH1Collection: { quotaAccount } });
      const { result } = await ledger.run(household, 'quota', 'getQuotaAccount', request);
      expect(result).to.deep.equal(quotaAccount);
      await expectCode(ledger.run(neighbour, 'quota', 'getQuotaAccount', request), 'HOME_DENIED');
      await expectCode(
        ledger.run(neighbour, 'quota', 'getQuotaAccount', { homeId: 'SH2' }),
        'QUOTA_ACCOUNT_UNKNOWN',
      );
      await expectCode(
        ledger.run(operator, 'quota', 'assignAccount', { homeId: 'SH9' }, { quotaAccount }),
        'HOME_UNKNOWN',
      );
    });
  });

  it('is read by everybody', async () => {
    const { start, end } = await openMonth(scene.community);
    const request = { periodId: '2016-09' };
    const { supplier } = scene.community;
    const period = {
      ...request,
      start,
      end,
      contracts: [{ resource: 'energy', lotSize: '1000', lots: 10 }],
    };
    expect(await scene.ask('getPeriod', supplier)).to.deep.equal(period);
    expect(await scene.ask('getHoldings', supplier)).to.deep.equal([
      scene.holding(A, 4),
      scene.holding(B, 6),
    ]);
    expect(await scene.ask('checkEquation9', supplier)).to.deep.equal([
      { resource: 'energy', contract: '10000', held: '10000', holds: true },
    ]);
    scene.community.pass(MONTH);
    await scene.run('closePeriod', request);
    expect(await scene.ask('getPeriod', supplier)).to.deep.equal({ ...period, closedAt: end });
    const unknown = { periodId: '2016-10' };
    for (const fn of ['getPeriod', 'getHoldings', 'checkEquation9'] as const) {
      await expectCode(scene.community.ledger.run(supplier, 'quota', fn, unknown), 'PERIOD_UNKNOWN');
    }
  });
});
