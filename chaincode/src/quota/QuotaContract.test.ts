import { MAX_AMOUNT, random16Hex } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { openMonth } from '../../test/openMonth.js';
import type { Receipt } from '../../test/Receipt.js';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => `acc-${digit.repeat(32)}`) as [string, string, string];
const MONTH = 30 * 86_400;

describe('quota', () => {
  let community: Community;
  let origin: number;
  beforeEach(async () => {
    community = new Community();
    ({ origin } = community);
    await community.start();
  });

  const run = (
    fn: 'openPeriod' | 'moveLots' | 'adjustContract' | 'closePeriod',
    request: Readonly<Record<string, unknown>>,
  ): Promise<Receipt> => community.ledger.run(community.operator, 'quota', fn, request);
  const holding = (accountId: string, lots: number, resource = 'energy'): Record<string, unknown> => ({
    accountId,
    resource,
    lots,
  });
  const month = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    periodId: '2016-09',
    start: origin,
    end: origin + MONTH,
    contracts: [{ resource: 'energy', lotSize: '1000', lots: 10 }],
    holdings: [holding(A, 4), holding(B, 6)],
    ...changes,
  });

  describe('openPeriod', () => {
    it('writes the period and its holdings', async () => {
      const { writes, ranges } = await run('openPeriod', month());
      const { periodId, start, end, contracts } = month();
      expect(writes).to.deep.equal({
        'period/2016-09': { periodId, start, end, contracts },
        latestPeriod: { periodId, end },
        [`holding/2016-09/energy/${A}`]: holding(A, 4),
        [`holding/2016-09/energy/${B}`]: holding(B, 6),
      });
      expect(ranges).to.deep.equal([]);
    });

    it('refuses lots that differ from the contract, either way', async () => {
      await expectCode(
        run('openPeriod', month({ holdings: [holding(A, 4), holding(B, 5)] })),
        'QUOTA_SUM_DIFFERS',
      );
      await expectCode(run('openPeriod', month({ holdings: [holding(A, 11)] })), 'QUOTA_SUM_DIFFERS');
      const contracts = [
        { resource: 'energy', lotSize: '1000', lots: 10 },
        { resource: 'water', lotSize: '100', lots: 1 },
      ];
      await expectCode(run('openPeriod', month({ contracts })), 'QUOTA_SUM_DIFFERS');
    });

    it('refuses what is named twice or not contracted', async () => {
      const twice = [holding(A, 4), holding(A, 6)];
      await expectCode(run('openPeriod', month({ holdings: twice })), 'HOLDING_DUPLICATE');
      const contract = { resource: 'energy', lotSize: '1000', lots: 10 };
      await expectCode(run('openPeriod', month({ contracts: [contract, contract] })), 'CONTRACT_DUPLICATE');
      const water = [holding(A, 10), holding(A, 0, 'water')];
      await expectCode(run('openPeriod', month({ holdings: water })), 'CONTRACT_UNKNOWN');
    });

    it('takes slots of power, each with a sum of its own', async () => {
      const contracts = [
        { resource: 'energy', lotSize: '1000', lots: 10 },
        { resource: 'power.08-18', lotSize: '500', lots: 6 },
        { resource: 'power.18-22', lotSize: '500', lots: 3 },
      ];
      const day = [holding(A, 6, 'power.08-18')];
      const evening = [holding(A, 1, 'power.18-22'), holding(B, 2, 'power.18-22')];
      const energy = [holding(A, 10)];
      await expectCode(
        run('openPeriod', month({ contracts, holdings: [...energy, ...day, ...evening.slice(1)] })),
        'QUOTA_SUM_DIFFERS',
      );
      await run('openPeriod', month({ contracts, holdings: [...energy, ...day, ...evening] }));
      const move = { periodId: '2016-09', resource: 'power.18-22', from: B, to: A, lots: 2 };
      const { writes } = await run('moveLots', move);
      expect(writes).to.deep.equal({
        [`holding/2016-09/power.18-22/${A}`]: holding(A, 3, 'power.18-22'),
        [`holding/2016-09/power.18-22/${B}`]: holding(B, 0, 'power.18-22'),
      });
      await expectCode(run('moveLots', { ...move, resource: 'power' }), 'HOLDING_UNKNOWN');
      const { result } = await community.ledger.run(community.auditor, 'quota', 'checkEquation9', {
        periodId: '2016-09',
      });
      expect(result).to.deep.equal([
        { resource: 'energy', contract: '10000', held: '10000', holds: true },
        { resource: 'power.08-18', contract: '3000', held: '3000', holds: true },
        { resource: 'power.18-22', contract: '1500', held: '1500', holds: true },
      ]);
    });

    it('refuses two contracts of power for an hour, and slots that are none', async () => {
      const open = (...resources: readonly string[]): Promise<Receipt> =>
        run(
          'openPeriod',
          month({
            contracts: resources.map((resource) => ({ resource, lotSize: '500', lots: 1 })),
            holdings: resources.map((resource) => holding(A, 1, resource)),
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
        run('openPeriod', month({ contracts: huge, holdings: [holding(A, 2)] })),
        'AMOUNT_OVERFLOW',
      );
      await expectCode(
        run('openPeriod', month({ holdings: [holding(A, 11), holding(B, -1)] })),
        'INPUT_INVALID',
      );
      await expectCode(run('openPeriod', month({ end: origin })), 'INPUT_INVALID');
    });

    it('refuses a period that overlaps or comes before another', async () => {
      await run('openPeriod', month());
      await expectCode(
        run('openPeriod', month({ start: origin + MONTH, end: origin + 2 * MONTH })),
        'PERIOD_EXISTS',
      );
      const next = { periodId: '2016-10', start: origin + MONTH, end: origin + 2 * MONTH };
      await expectCode(run('openPeriod', month({ ...next, start: origin + MONTH - 1 })), 'PERIOD_OVERLAP');
      const before = { periodId: '2016-08', start: origin - MONTH, end: origin };
      await expectCode(run('openPeriod', month(before)), 'PERIOD_OVERLAP');
      await run('openPeriod', month(next));
    });
  });

  describe('moveLots', () => {
    const move = (changes: Readonly<Record<string, unknown>> = {}): Promise<Receipt> =>
      run('moveLots', { periodId: '2016-09', resource: 'energy', from: A, to: B, lots: 3, ...changes });

    it('writes the two holdings and reads no other', async () => {
      await openMonth(community);
      const { writes, reads } = await move();
      expect(writes).to.deep.equal({
        [`holding/2016-09/energy/${A}`]: holding(A, 1),
        [`holding/2016-09/energy/${B}`]: holding(B, 9),
      });
      expect(reads.filter((key) => /^(holding|period)/.test(key))).to.deep.equal([
        'periodClosed/2016-09',
        `holding/2016-09/energy/${A}`,
        `holding/2016-09/energy/${B}`,
      ]);
    });

    it('opens the holding of a new account', async () => {
      await openMonth(community);
      const { writes } = await move({ to: C, lots: 4 });
      expect(writes).to.deep.equal({
        [`holding/2016-09/energy/${A}`]: holding(A, 0),
        [`holding/2016-09/energy/${C}`]: holding(C, 4),
      });
    });

    it('refuses what the giver does not have', async () => {
      await openMonth(community);
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
      run('adjustContract', { periodId: '2016-09', resource: 'energy', ...changes });

    it('changes the contract and the holdings that change with it', async () => {
      const { start, end } = await openMonth(community);
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
        [`holding/2016-09/energy/${B}`]: holding(B, 5),
        [`holding/2016-09/energy/${C}`]: holding(C, 3),
      });
    });

    it('refuses what would break Eq. 9', async () => {
      await openMonth(community);
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
    const close = (by = community.operator): Promise<Receipt> =>
      community.ledger.run(by, 'quota', 'closePeriod', { periodId: '2016-09' });

    it('is done by anybody when operators have not done it within a week', async () => {
      const { end } = await openMonth(community);
      community.pass(MONTH);
      await expectCode(close(community.neighbour), 'PERIOD_OPEN_STILL');
      community.pass(7 * 86_400 - 1);
      await expectCode(close(community.neighbour), 'PERIOD_OPEN_STILL');
      community.pass(1);
      const { writes } = await close(community.neighbour);
      const closedAt = end + 7 * 86_400;
      expect(writes).to.deep.equal({ 'periodClosed/2016-09': { periodId: '2016-09', closedAt } });
    });

    it('is done by operators from the end on, and writes the phase key alone', async () => {
      const { end } = await openMonth(community);
      community.pass(MONTH - 1);
      await expectCode(close(), 'PERIOD_OPEN_STILL');
      community.pass(1);
      const { writes } = await close();
      expect(writes).to.deep.equal({ 'periodClosed/2016-09': { periodId: '2016-09', closedAt: end } });
      await expectCode(close(), 'PERIOD_CLOSED');
    });

    it('ends all changes of the quota', async () => {
      await openMonth(community);
      community.pass(MONTH);
      await close();
      const period = { periodId: '2016-09', resource: 'energy' };
      await expectCode(run('moveLots', { ...period, from: A, to: B, lots: 1 }), 'PERIOD_CLOSED');
      const holdings = [{ accountId: B, lots: 7 }];
      await expectCode(run('adjustContract', { ...period, lots: 11, holdings }), 'PERIOD_CLOSED');
    });

    it('needs a period', async () => {
      await expectCode(close(), 'PERIOD_UNKNOWN');
    });
  });

  describe('assignAccount', () => {
    it('tells the home alone', async () => {
      const { ledger, operator, household, neighbour } = community;
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
    const { start, end } = await openMonth(community);
    const request = { periodId: '2016-09' };
    const ask = async (fn: 'getPeriod' | 'getHoldings' | 'checkEquation9'): Promise<unknown> =>
      (await community.ledger.run(community.supplier, 'quota', fn, request)).result;
    const period = {
      ...request,
      start,
      end,
      contracts: [{ resource: 'energy', lotSize: '1000', lots: 10 }],
    };
    expect(await ask('getPeriod')).to.deep.equal(period);
    expect(await ask('getHoldings')).to.deep.equal([holding(A, 4), holding(B, 6)]);
    expect(await ask('checkEquation9')).to.deep.equal([
      { resource: 'energy', contract: '10000', held: '10000', holds: true },
    ]);
    community.pass(MONTH);
    await run('closePeriod', request);
    expect(await ask('getPeriod')).to.deep.equal({ ...period, closedAt: end });
    const unknown = { periodId: '2016-10' };
    for (const fn of ['getPeriod', 'getHoldings', 'checkEquation9'] as const) {
      await expectCode(community.ledger.run(community.supplier, 'quota', fn, unknown), 'PERIOD_UNKNOWN');
    }
  });
});
