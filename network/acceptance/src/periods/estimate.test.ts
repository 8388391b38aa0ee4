import { join } from 'node:path';
import { expect } from 'chai';
import { periodBounds, random16Hex, type BillDocument } from '@acequia/protocol';
import { z } from 'zod';
import { tariffOf } from '../harness/documents.js';
import { eventually } from '../harness/eventually.js';
import type { Meter } from '../harness/Meter.js';
import { planPeriod } from '../harness/openPeriod.js';
import { suite } from '../harness/Suite.js';
import { withFlip } from '../harness/withFlip.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';

const HOME = 'SH3';
/** The month before the ledger's clock began: behind all that tests bill otherwise. */
const PERIOD = '2016-09';
const HOUR = 3600;

const billsSchema = z.object({
  bills: z.array(
    z.object({ number: z.string(), periodId: z.string(), status: z.string(), check: z.string() }),
  ),
});

describe('a window that nobody could read', function () {
  this.timeout(360_000);
  const gateways: GatewayProgram[] = [];
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
    await startGateways(bounds.end);
  });

  after(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
  });

  /** The community's, which closes the period some seconds from now, and the home's own. */
  const startGateways = async (periodEnd: number): Promise<void> => {
    const { config, community } = suite();
    const dir = join(config.dir, 'estimate');
    const [ofCommunity, ofHome] = [
      new GatewayProgram(dir, 'gateway-community', {
        role: 'community',
        dataDir: join(dir, 'community'),
        fabric: community.parties.gateway.connection,
        ...community.keys.community.config,
        api: {},
        community: {
          complaintWaitSeconds: 4 * HOUR,
          extendedWaitSeconds: 0,
          closeWaitSeconds: community.now() - periodEnd + 20 * HOUR,
          transitMs: 500,
        },
      }),
      new GatewayProgram(dir, 'gateway-home', {
        role: 'home',
        homeId: HOME,
        dataDir: join(dir, 'home'),
        fabric: community.home(HOME).connection,
        ...community.sealer(HOME).config,
        api: {},
      }),
    ];
    gateways.push(ofCommunity, ofHome);
    await Promise.all(gateways.map((gateway) => gateway.start()));
    await Promise.all(gateways.map((gateway) => gateway.ready()));
  };

  it('is complained of and, without an answer, rejected; those around it count', async () => {
    const { monitoring } = suite().community.operator.ledger;
    const { deviceId } = meter;
    const decisions = await eventually('all decisions', async () => {
      const windows = await Promise.all(
        [1, 2, 3].map((sequence) => monitoring.getWindow({ deviceId, sequence })),
      );
      const made = windows.flatMap(({ decision }) => decision ?? []);
      return made.length === windows.length && made;
    });
    expect(decisions.map(({ verdict, code }) => [verdict, code])).to.deep.equal([
      ['accepted', undefined],
      ['rejected', 'RECORD_UNREADABLE'],
      ['accepted', undefined],
    ]);
    expect(decisions.map(({ afterClose }) => afterClose)).to.deep.equal([false, false, false]);
  });

  it('is billed as an estimate, by what the register moved meanwhile', async () => {
    const { billing } = suite().community.home(HOME).ledger;
    const number = await eventually('the final bill', async () => {
      const bills = await billing.listBills({ homeId: HOME });
      return bills.find(({ periodId, status }) => periodId === PERIOD && status === 'final')?.number;
    });
    bill = await eventually('the bill’s document', async () => {
      const document = await billing.getBillDocument({ number }).catch(() => undefined);
      return document?.status === 'final' && document;
    });
    const lines = bill.lines.filter(({ resource }) => resource === 'water');
    expect(lines.map(({ kind, quantity, quality }) => [kind, quantity, quality])).to.deep.equal([
      ['withinQuota', '200', 'estimated'],
    ]);
    const basis = bill.basis.find(({ resource }) => resource === 'water');
    // An hour, in quarters.
    expect(basis?.intervals).to.include({ measured: 4, estimated: 4 });
  });

  it('and the home computes the same', async () => {
    const check = await eventually('the bill at the home', async () => {
      const { bills } = (await gateways[1]?.get(`/homes/${HOME}/bills`, billsSchema)) ?? { bills: [] };
      const found = bills.find(({ number, status }) => number === bill.number && status === 'final');
      return found !== undefined && found.check !== 'incomplete' && found.check;
    });
    expect(check).to.equal('agrees');
  });
});
