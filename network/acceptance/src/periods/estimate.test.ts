import { expect } from 'chai';
import { periodBounds, random16Hex, type BillDocument } from '@acequia/protocol';
import { decisionsOf } from '../harness/decisionsOf.js';
import { tariffOf } from '../harness/documents.js';
import type { Meter } from '../harness/Meter.js';
import { planPeriod } from '../harness/openPeriod.js';
import { suite } from '../harness/Suite.js';
import { withFlip } from '../harness/withFlip.js';
import { BillingGateways } from '../processes/BillingGateways.js';

const HOME = 'SH3';
/** The month before the ledger's clock began: behind all that tests bill otherwise. */
const PERIOD = '2016-09';
const HOUR = 3600;

describe('a window that nobody could read', () => {
  let gateways: BillingGateways;
  let meter: Meter;
  let bill: BillDocument;

  before(async () => {
    const { community } = suite();
    const { billing, quota, registry } = community.operator.ledger;
    const { timeZone } = await registry.getCommunity();
    const bounds = periodBounds(PERIOD, timeZone);
    const { contracts, holdings, accounts } = planPeriod({ periodId: PERIOD, ...bounds });
    await quota.openPeriod({
      periodId: PERIOD,
      ...bounds,
      contracts: [...contracts],
      holdings: [...holdings],
    });
    const quotaAccount = { accountId: accounts[HOME], salt: random16Hex() };
    await quota.assignAccount({ homeId: HOME }, { quotaAccount });
    await billing.setTariff(tariffOf('estimate'));
    meter = await community.enrolMeter(HOME, 'water', bounds.start);
    await community.submit(meter, meter.window({ amounts: [30, 50] }));
    const broken = meter.window({ amounts: [60], essential: (sealed) => withFlip(sealed, -1) });
    await community.submit(meter, broken);
    await community.submit(meter, meter.window({ amounts: [40, 20] }));
    gateways = await BillingGateways.start(HOME, 'estimate', {
      complaintWaitSeconds: 4 * HOUR,
      extendedWaitSeconds: 0,
      // Until the test closes the period: how long complaints take is for the machine to say.
      closeWaitSeconds: 365 * 24 * HOUR,
    });
  });

  after(async () => {
    await gateways.stop();
  });

  it('is complained of and, without an answer, rejected; those around it count', async () => {
    const decisions = await decisionsOf(meter);
    expect(decisions.map(({ verdict, code }) => [verdict, code])).to.deep.equal([
      ['accepted', undefined],
      ['rejected', 'RECORD_UNREADABLE'],
      ['accepted', undefined],
    ]);
    expect(decisions.map(({ afterClose }) => afterClose)).to.deep.equal([false, false, false]);
  });

  it('is billed as an estimate, by what the register moved meanwhile', async () => {
    await suite().community.operator.ledger.quota.closePeriod({ periodId: PERIOD });
    bill = await gateways.finalBill(PERIOD);
    const lines = bill.lines.filter(({ resource }) => resource === 'water');
    expect(lines.map(({ kind, quantity, quality }) => [kind, quantity, quality])).to.deep.equal([
      ['withinQuota', '200', 'estimated'],
    ]);
    const basis = bill.basis.find(({ resource }) => resource === 'water');
    // An hour, in quarters.
    expect(basis?.intervals).to.include({ measured: 4, estimated: 4 });
  });

  it('and the home computes the same', async () => {
    expect(await gateways.check(bill)).to.equal('agrees');
  });
});
