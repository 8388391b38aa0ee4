import { join } from 'node:path';
import { expect } from 'chai';
import {
  alarmsAnswerSchema,
  readingsAnswerSchema,
  withdrawAnswerSchema,
  type DelegationView,
} from '@acequia/edge-agent';
import { EPOCH_SECONDS, statementSchema, type AlarmCode, type Statement } from '@acequia/protocol';
import { z } from 'zod';
import type { MonthOfTests } from '../harness/CalendarOfTests.js';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
import { runningMonth } from '../harness/runningMonth.js';
import { secondsOf } from '../harness/secondsOf.js';
import { acceptanceConfig } from '../harness/acceptanceConfig.js';
import { closeSuite, openSuite, suite, type Suite } from '../harness/Suite.js';
import { delegate, delegationOf } from '../village/delegate.js';
import { Village } from '../village/Village.js';
import { paidEpochs } from './paidEpochs.js';
import { payoutsOf } from './payoutsOf.js';
import { traceOf, type Trace } from './traceOf.js';

const HOMES: readonly HomeName[] = ['SH1', 'SH2', 'SH3'];
const FEE = 10;
/** Hours without water at least: the alarm of an endless flow is due a day later. */
const DRY_HOURS = 26;
/** From when it flows without end, the alarm of that is due and on its way within so many hours, with some to spare. */
const ALARM_HOURS = 40;
const EPOCH_HOURS = EPOCH_SECONDS / 3600;

/** What SH1's use leads to. */
const CODES: readonly AlarmCode[] = ['LEAK_SUSPECTED', 'OVER_QUOTA'];

const statementsSchema = z.object({ statements: z.array(statementSchema.omit({ salt: true })) });
type Movement = NonNullable<Statement['service']>['movements'][number];

describe('a home that is over its quota and delegates, and others that are and do neither', () => {
  let own: Suite;
  let month: MonthOfTests;
  let village: Village;
  let delegation: DelegationView;
  let settlement: DelegationView['settlement'];
  let traces: Readonly<Record<HomeName, Trace>>;
  let epochs: number;
  /** Tokens, minor units. */
  let escrow: number;
  let deposit: number;

  const paid = (): number => Number(settlement?.paid);
  const hasAlarm = async (at: HomeName, of: HomeName, code: AlarmCode): Promise<boolean> => {
    const { alarms } = await village.agent(at).control('/alarms', alarmsAnswerSchema);
    return alarms.some(({ alarm }) => alarm.homeId === of && alarm.code === code);
  };
  const statementsOf = async (homeId: HomeName): Promise<readonly Omit<Statement, 'salt'>[]> => {
    const path = `/homes/${homeId}/statements?limit=366`;
    const { statements } = await village.gateway.get(path, statementsSchema);
    return statements.sort((a, b) => (a.statementId < b.statementId ? -1 : 1));
  };
  const movementsOf = async (homeId: HomeName): Promise<readonly Movement[]> =>
    (await statementsOf(homeId)).flatMap(({ service }) => service?.movements ?? []);
  const serviceBalance = async (): Promise<string> => {
    const { token } = own.community.parties.gateway.ledger;
    return (await token.getBalance({ accountId: village.serviceAccountId })).amount;
  };

  /** Whether a home's windows on the ledger reach to the end of the delegation. */
  const isMeasured = async (homeId: HomeName): Promise<boolean> => {
    const { deviceId } = village.meter(homeId);
    const { window } = await own.community.home(homeId).ledger.monitoring.getLastWindow({ deviceId });
    return (window?.header.end ?? 0) >= delegation.terms.end;
  };

  before(async () => {
    const dir = join(suite().config.dir, 'indistinguishable');
    // A ledger of its own: the community's gateway would first have to write a statement for each day of all stories before.
    own = await openSuite({ ...acceptanceConfig(), dir }, () => undefined);
    const { community } = own;
    const seconds = await secondsOf(async () => {
      month = await runningMonth(community);
    });
    // The two must have agreed before there is something to alarm of, which takes them many times as long.
    const flowFrom = Math.max(DRY_HOURS, 13 * seconds);
    // The alarms are for whom it is delegated to, so long as it is.
    epochs = Math.ceil((flowFrom + ALARM_HOURS) / EPOCH_HOURS);
    escrow = FEE * epochs;
    deposit = escrow + 20;
    village = await Village.enrol(own, {
      dir: join(dir, 'village'),
      // SH1 uses so much, once it delegates, that it is over its quota within a day, and alarms are due to SH2, with a copy for
      // itself; SH3 uses nothing and delegates nothing.
      flows: {
        SH1: (hour) => (hour < flowFrom ? 0 : 600),
        SH2: (hour) => (hour % 2 === 0 ? 15 : 0),
        SH3: () => 0,
      },
      statementWaitSeconds: 3600,
    });
    const { accountId, creditId } = await community.treasury.account(community.home('SH1'), String(deposit));
    await community.home('SH1').ledger.token.transfer({
      from: accountId,
      to: village.serviceAccountId,
      amount: String(deposit),
      fold: [creditId],
    });
    // For what it earns.
    await community.treasury.account(community.home('SH2'), '1');
    await village.start();
    delegation = await delegate(village, community, {
      from: 'SH1',
      to: 'SH2',
      epochs,
      terms: { copyAlarms: true, feePerEpoch: String(FEE) },
    });
    await community.reach(delegation.terms.end);
  });

  after(async () => {
    await village.kill();
    await closeSuite(own);
  });

  it('the neighbour reads, and both hear of the alarms; at a third home there are none', async () => {
    const path = `/delegations/${delegation.delegationId}/readings`;
    await eventually('readings at the neighbour’s', async () => {
      const { windows } = await village.agent('SH2').control(path, readingsAnswerSchema);
      return windows.length > 0;
    });
    for (const code of CODES) {
      for (const homeId of ['SH1', 'SH2'] as const) {
        await eventually(`${code}, or its copy, at ${homeId}`, () => hasAlarm(homeId, 'SH1', code));
      }
    }
    const { alarms } = await village.agent('SH3').control('/alarms', alarmsAnswerSchema);
    const heard = alarms.filter(({ alarm }) => alarm.homeId !== 'SH3' || CODES.includes(alarm.code));
    expect(heard, 'such alarms at a third home').to.deep.equal([]);
  });

  it('it ends by itself, and is paid for by the epochs that were acknowledged', async () => {
    const settled = (homeId: HomeName): Promise<DelegationView['settlement']> =>
      eventually(`${homeId} to hear of the settlement`, async () => {
        const view = await delegationOf(village.agent(homeId), delegation.delegationId);
        return view?.state === 'settled' && view.settlement;
      });
    settlement = await settled('SH1');
    expect(await settled('SH2')).to.deep.equal(settlement);
    const acknowledged = await paidEpochs(own, delegation);
    expect(acknowledged).to.be.within(1, epochs);
    expect(settlement).to.deep.equal({
      outcome: 'expired',
      epochs: acknowledged,
      paid: String(FEE * acknowledged),
      refunded: String(escrow - FEE * acknowledged),
    });
  });

  it('the next daily statements of both say what was moved, and those of others nothing', async () => {
    const due = {
      SH1: [
        `deposit ${deposit}`,
        `escrow ${escrow}`,
        ...(paid() < escrow ? [`refund ${escrow - paid()}`] : []),
      ],
      SH2: [`fee ${paid()}`],
    };
    for (const homeId of ['SH1', 'SH2'] as const) {
      const movements = await eventually(`statements of ${homeId} with the movements`, async () => {
        const all = await movementsOf(homeId);
        return all.length >= due[homeId].length && all;
      });
      expect(movements.map(({ kind, amount }) => `${kind} ${amount}`)).to.deep.equal(due[homeId]);
      for (const { kind, delegationId } of movements) {
        if (kind !== 'deposit') expect(delegationId).to.equal(delegation.delegationId);
      }
    }
    expect(await movementsOf('SH3')).to.deep.equal([]);
  });

  it('withdrawn, all of it is in the homes’ token accounts again', async () => {
    expect(await serviceBalance()).to.equal(String(deposit));
    // More than there is: all of it is paid.
    const body = { amount: String(2 * deposit) };
    for (const homeId of ['SH1', 'SH2'] as const) {
      await village.agent(homeId).control('/withdraw', withdrawAnswerSchema, body);
    }
    await eventually('the service account to be empty', async () => (await serviceBalance()) === '0');
    const payouts = payoutsOf(await own.state.transactions(), village.serviceAccountId);
    expect(payouts).to.have.deep.members([
      { to: 'SH1MSP', amount: String(deposit - paid()) },
      { to: 'SH2MSP', amount: String(paid()) },
    ]);
  });

  it('all are sent a statement of each day', async () => {
    const daysOf = async (homeId: HomeName): Promise<string> =>
      (await statementsOf(homeId))
        .filter(({ periodId }) => periodId === month.periodId)
        .map(({ statementId }) => statementId)
        .join();
    await eventually('the same statements at every home', async () => {
      const [first, ...others] = await Promise.all(HOMES.map(daysOf));
      return first !== '' && others.every((days) => days === first);
    });
  });

  describe('look the same from the ledger alone', () => {
    before(async () => {
      for (const homeId of HOMES) {
        await eventually(`all of that time to be measured at ${homeId}`, () => isMeasured(homeId));
      }
      await village.stop();
      const transactions = await own.state.transactions();
      const { start, end } = delegation.terms;
      const trace = (homeId: HomeName): Trace =>
        traceOf(transactions, { homeId, deviceId: village.meter(homeId).deviceId, start, end });
      traces = { SH1: trace('SH1'), SH2: trace('SH2'), SH3: trace('SH3') };
    });

    it('they publish as many epochs, in as many bytes each', () => {
      for (const homeId of HOMES) {
        const published = traces[homeId].epochs;
        expect(published, `epochs of ${homeId}`).to.have.lengthOf(epochs);
        expect(new Set(published.map(({ bytes }) => bytes)).size, `lengths of ${homeId}'s epochs`).to.equal(
          1,
        );
      }
      const [first, ...others] = HOMES.map((homeId) => traces[homeId].epochs.map(({ bytes }) => bytes));
      for (const other of others) expect(other).to.deep.equal(first);
    });

    it('they publish the same kinds of records, and no others', () => {
      const [first, ...others] = HOMES.map((homeId) => [...traces[homeId].records].sort());
      for (const other of others) expect(other).to.deep.equal(first);
    });

    it('they seal as many windows, each as long as any of as many intervals', () => {
      const [first, ...others] = HOMES.map((homeId) => traces[homeId].windows);
      expect(first).to.have.length.of.at.least(8);
      for (const { bytes } of first ?? []) expect(bytes, 'length of a sealed E').to.be.greaterThan(106);
      for (const other of others) expect(other).to.deep.equal(first);
    });

    it('alarms name nobody: every batch has the same number of slots of the same length', async () => {
      const transactions = await own.state.transactions();
      const lengths = new Set(
        transactions
          .filter(({ function: name }) => name === 'alarms:sendAlarms')
          .flatMap(({ writes }) => writes.filter(({ key }) => key.type === 'alarmBatch'))
          .map(({ value }) => value?.length),
      );
      expect([...lengths]).to.have.lengthOf(1);
    });
  });
});
