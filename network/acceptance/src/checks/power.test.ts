import { calendarDay, random16Hex } from '@acequia/protocol';
import { expect } from 'chai';
import { decisionsOf } from '../harness/decisionsOf.js';
import { tariffOf } from '../harness/documents.js';
import { planPeriod, type PeriodOfTests } from '../harness/openPeriod.js';
import { suite } from '../harness/Suite.js';
import { BillingGateways } from '../processes/BillingGateways.js';

const HOME = 'SH2';
const EVENING = 'power.18-22';
/** W in its hours, and in all others. */
const [WATTS, OTHERWISE] = [[1000, 3000, 2000, 2500], 6000] as const;
const HOUR = 3600;

describe('power in the evening', () => {
  let gateways: BillingGateways | undefined;
  let period: PeriodOfTests;

  before(async () => {
    const { community } = suite();
    const { billing, quota } = community.operator.ledger;
    period = planPeriod(community.month());
    const { periodId, start, end, accounts, contracts, holdings } = period;
    const quotaAccount = { accountId: accounts[HOME], salt: random16Hex() };
    await quota.assignAccount({ homeId: HOME }, { quotaAccount });
    const power = { per: '1000', excessMinor: '30' };
    await billing.setTariff({ ...tariffOf('evening'), power, validFrom: start });
    // What other tests bill goes by the usual prices.
    await billing.setTariff({ ...tariffOf('behind-evening'), validFrom: end });
    const meter = await community.enrolMeter(HOME, 'energy', start);
    const { timeZone } = await community.operator.ledger.registry.getCommunity();
    const day = calendarDay(start, timeZone);
    const clockHours = Array.from({ length: 24 }, (_, hour) => hour).slice((start - day.start) / HOUR);
    await community.submit(
      meter,
      meter.window({ amounts: clockHours.map((hour) => WATTS[hour - 18] ?? OTHERWISE) }),
    );
    gateways = await BillingGateways.start(HOME, 'power', { closeWaitSeconds: 0 });
    // The gateway closes a period of the past as soon as it is opened: what is decided later would go to a note.
    await decisionsOf(meter);
    await quota.openPeriod({
      periodId,
      start,
      end,
      contracts: [...contracts, { resource: EVENING, lotSize: '500', lots: 6 }],
      holdings: [
        ...holdings,
        { accountId: accounts[HOME], resource: EVENING, lots: 4 },
        { accountId: accounts.SH1, resource: EVENING, lots: 2 },
      ],
    });
  });

  after(async () => {
    await gateways?.stop();
  });

  it('is billed by what was drawn above the quota in its hours, and the home finds the bill right', async () => {
    const bill = (await gateways?.finalBill(period.periodId)) ?? expect.fail();
    expect(bill.power).to.deep.equal([
      { resource: EVENING, highest: '3000', entitlement: '2000', excess: '1500' },
    ]);
    const [line] = bill.lines.filter(({ resource }) => resource === EVENING);
    expect(line).to.include({ kind: 'excess', quantity: '1500', unit: 'Wh', amountMinor: '45' });
    expect(await gateways?.check(bill)).to.equal('agrees');
  });

  it('adds up as all quotas do', async () => {
    const { community } = suite();
    const { periodId } = period;
    const equation9 = await community.home('SH3').ledger.quota.checkEquation9({ periodId });
    expect(equation9.find(({ resource }) => resource === EVENING)).to.deep.equal({
      resource: EVENING,
      contract: '3000',
      held: '3000',
      holds: true,
    });
  });
});
