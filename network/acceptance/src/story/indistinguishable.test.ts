import { join } from 'node:path';
import { expect } from 'chai';
import { alarmsAnswerSchema, readingsAnswerSchema, type DelegationView } from '@acequia/edge-agent';
import { eventually } from '../harness/eventually.js';
import { suite } from '../harness/Suite.js';
import type { HomeName } from '../harness/HomeName.js';
import { delegate } from '../village/delegate.js';
import { Village } from '../village/Village.js';
import { traceOf, type Trace } from './traceOf.js';

const HOMES: readonly HomeName[] = ['SH1', 'SH2', 'SH3'];

describe('from the ledger alone a home that delegates looks like any other', function () {
  this.timeout(180_000);
  let village: Village;
  let delegation: DelegationView;
  let traces: Readonly<Record<HomeName, Trace>>;

  before(async () => {
    const { config, community, state } = suite();
    village = await Village.enrol(suite(), {
      dir: join(config.dir, 'indistinguishable'),
      // SH1 uses so much that alarms are due to SH2, with a copy for itself; SH3 uses nothing and delegates nothing.
      flows: { SH1: () => 900, SH2: (hour) => (hour % 2 === 0 ? 15 : 0), SH3: () => 0 },
    });
    await village.start();
    delegation = await delegate(village, community, {
      from: 'SH1',
      to: 'SH2',
      // The alarm of its endless flow is due when a day has been measured.
      epochs: 6,
      terms: { copyAlarms: true },
    });
    await eventually(
      'the delegation to be over',
      () => Promise.resolve(community.now() > delegation.terms.end + 6 * 3600),
      90_000,
    );
    const { windows } = await village
      .agent('SH2')
      .control(`/delegations/${delegation.delegationId}/readings`, readingsAnswerSchema);
    expect(windows, 'what the neighbour did read').to.not.have.lengthOf(0);
    for (const homeId of ['SH1', 'SH2'] as const) {
      await eventually(`the alarm, or its copy, at ${homeId}`, async () => {
        const { alarms } = await village.agent(homeId).control('/alarms', alarmsAnswerSchema);
        return alarms.some(({ alarm }) => alarm.homeId === 'SH1' && alarm.code === 'LEAK_SUSPECTED');
      });
    }
    await village.stop();
    const transactions = await state.transactions();
    const { start, end } = delegation.terms;
    const trace = (homeId: HomeName): Trace =>
      traceOf(transactions, { homeId, deviceId: village.meter(homeId).deviceId, start, end });
    traces = { SH1: trace('SH1'), SH2: trace('SH2'), SH3: trace('SH3') };
  });

  after(async () => {
    await village.kill();
  });

  it('it publishes as many epochs, in as many bytes each', () => {
    for (const homeId of HOMES) {
      const { epochs } = traces[homeId];
      expect(epochs, `epochs of ${homeId}`).to.have.lengthOf(6);
      expect(new Set(epochs.map(({ bytes }) => bytes)).size, `lengths of ${homeId}'s epochs`).to.equal(1);
    }
    const [first, ...others] = HOMES.map((homeId) => traces[homeId].epochs.map(({ bytes }) => bytes));
    for (const other of others) expect(other).to.deep.equal(first);
  });

  it('it publishes the same kinds of records, and no others', () => {
    const [first, ...others] = HOMES.map((homeId) => [...traces[homeId].records].sort());
    for (const other of others) expect(other).to.deep.equal(first);
  });

  it('it seals as many windows, each as long as any of as many intervals', () => {
    const [first, ...others] = HOMES.map((homeId) => traces[homeId].windows);
    expect(first).to.have.length.of.at.least(8);
    for (const { bytes } of first ?? []) expect(bytes, 'length of a sealed E').to.be.greaterThan(106);
    for (const other of others) expect(other).to.deep.equal(first);
  });

  it('alarms name nobody: every batch has the same number of slots of the same length', async () => {
    const transactions = await suite().state.transactions();
    const lengths = new Set(
      transactions
        .filter(({ function: name }) => name === 'alarms:sendAlarms')
        .flatMap(({ writes }) => writes.filter(({ key }) => key.type === 'alarmBatch'))
        .map(({ value }) => value?.length),
    );
    expect([...lengths]).to.have.lengthOf(1);
  });
});
