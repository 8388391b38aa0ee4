import { join } from 'node:path';
import { expect } from 'chai';
import {
  delegationViewSchema,
  keysAnswerSchema,
  readingsAnswerSchema,
  type DelegationView,
} from '@acequia/edge-agent';
import { eventually } from '../harness/eventually.js';
import { openWindow } from '../harness/openWindow.js';
import { suite } from '../harness/Suite.js';
import type { HomeName } from '../harness/HomeName.js';
import { delegate, delegationOf, noBody } from '../village/delegate.js';
import { Village } from '../village/Village.js';
import type { Program } from '../processes/Program.js';
import { checkEpochs } from './checkEpochs.js';
import { readLedgerWindows } from './readLedgerWindows.js';
import { randomPause } from './randomPause.js';
import { rounds } from './rounds.js';

const HOMES: readonly HomeName[] = ['SH1', 'SH2'];

describe('kill -9 of agents and the community’s gateway', () => {
  let village: Village;
  let delegation: DelegationView;

  before(async () => {
    const { config } = suite();
    village = await Village.enrol(suite(), {
      dir: join(config.dir, 'delegation-kills'),
      flows: { SH1: (hour) => (hour % 3 === 0 ? 25 : 0), SH2: () => 5 },
    });
    await village.start();
  });

  after(async () => {
    await village.kill();
  });

  const restart = async (program: Program): Promise<void> => {
    await program.kill();
    await program.start();
  };
  /** Every program of the village, killed at moments that nobody chose. */
  const killAll = async (times: number): Promise<void> => {
    for (let round = 0; round < times; round++) {
      for (const homeId of HOMES) {
        await randomPause(50, 700);
        await restart(village.agent(homeId));
      }
      await randomPause(50, 700);
      await restart(village.gateway);
    }
    await village.start();
  };
  const sentOn = async (homeId: HomeName): Promise<void> => {
    const sent = async (): Promise<number> => (await village.agent(homeId).devices())[0]?.sent ?? 0;
    const before = await sent();
    await eventually(`${homeId} to send on`, async () => (await sent()) >= before + 3);
  };
  const viewOf = (homeId: HomeName): Promise<DelegationView | undefined> =>
    delegationOf(village.agent(homeId), delegation.delegationId);
  const inState = async (homeId: HomeName, ...states: readonly string[]): Promise<DelegationView> =>
    await eventually(`${homeId} to see the delegation ${states.join(' or ')}`, async () => {
      const view = await viewOf(homeId);
      return view !== undefined && states.includes(view.state) && view;
    });

  it('while keys rotate: the new key and a new epoch stand, or nothing has changed', async () => {
    const agent = village.agent('SH1');
    for (let round = 0; round < rounds(2, 4); round++) {
      const before = await agent.control('/keys', keysAnswerSchema);
      // Its answer is lost with the process.
      const rotation = agent.control('/keys/rotate', keysAnswerSchema, noBody).catch(() => undefined);
      await randomPause(0, 250);
      await restart(agent);
      await rotation;
      await agent.controlled();
      const { operationKeyVersion } = await agent.control('/keys', keysAnswerSchema);
      expect(operationKeyVersion - before.operationKeyVersion).to.be.oneOf([0, 1]);
    }
    await sentOn('SH1');
  });

  it('while a delegation is agreed and starts: it runs, and the neighbour reads', async () => {
    const { community } = suite();
    delegation = await delegate(village, community, { from: 'SH1', to: 'SH2', epochs: 80 });
    await killAll(rounds(1, 3));
    await inState('SH1', 'active');
    await inState('SH2', 'active');
    await eventually('the neighbour to read', async () => {
      const path = `/delegations/${delegation.delegationId}/readings`;
      const { windows } = await village.agent('SH2').control(path, readingsAnswerSchema);
      return windows.length >= 3;
    });
    await sentOn('SH1');
  });

  it('while it is cancelled: nothing opens that was sealed after the end, and both hear how it was settled', async () => {
    const { delegationId } = delegation;
    const cancelled = village
      .agent('SH1')
      .control(`/delegations/${delegationId}/cancel`, delegationViewSchema, noBody)
      .catch(() => undefined);
    await randomPause(0, 250);
    await restart(village.agent('SH1'));
    await cancelled;
    await village.agent('SH1').controlled();
    const { state } = (await viewOf('SH1')) ?? {};
    if (state === 'active') {
      // It was lost before it was taken: asked again, it goes through.
      await village.agent('SH1').control(`/delegations/${delegationId}/cancel`, delegationViewSchema, noBody);
    }
    await killAll(rounds(1, 2));
    const [giver, keeper] = [await inState('SH1', 'settled'), await inState('SH2', 'settled')];
    expect(giver.settlement).to.deep.equal(keeper.settlement);
    await suite().settled();
    const { epoch: first } = await suite().community.operator.ledger.keys.getEpoch({ homeId: 'SH1' });
    await sentOn('SH1');
    const path = `/delegations/${delegationId}/readings`;
    const { windows } = await village.agent('SH2').control(path, readingsAnswerSchema);
    expect(windows.filter(({ epoch }) => epoch >= first)).to.deep.equal([]);
  });

  it('while windows are republished: each is sealed again once, with the same readings', async () => {
    const { community } = suite();
    const { monitoring } = community.operator.ledger;
    const { deviceId } = village.meter('SH1');
    const newest = async (): Promise<number> =>
      (await monitoring.getLastWindow({ deviceId })).window?.header.sequence ?? 0;
    // Nobody decides on what comes from now on.
    await village.gateway.stop();
    const decided = await newest();
    await eventually('windows that nobody has decided on', async () => (await newest()) >= decided + 3);
    await suite().settled();
    const last = await newest();
    const sequences = [last - 1, last];
    const before = await Promise.all(
      sequences.map((sequence) =>
        openWindow(community.operator, community.keys.community, { deviceId, sequence }),
      ),
    );
    const [first = 0, second = 0] = sequences;
    await monitoring.complain({
      complaints: [
        { deviceId, sequence: first, code: 'KEY_WRAP_BROKEN' },
        { deviceId, sequence: second, code: 'RECORD_SEAL_BROKEN' },
      ],
    });
    for (let round = 0; round < rounds(2, 4); round++) {
      await randomPause(0, 800);
      await restart(village.agent('SH1'));
    }
    await eventually(
      'the complaints to be answered',
      async () => (await monitoring.listComplaints({ homeId: 'SH1' })).length === 0,
    );
    await suite().settled();
    for (const [index, sequence] of sequences.entries()) {
      const { revision } = await monitoring.getWindow({ deviceId, sequence });
      expect(revision, `revision of window ${sequence}`).to.equal(1);
      const again = await openWindow(community.operator, community.keys.community, { deviceId, sequence });
      expect(again).to.deep.equal(before[index]);
    }
    await village.start();
    await sentOn('SH1');
  });

  it('and afterwards no window is missing or doubled, and no salt and no key has served twice', async () => {
    await village.stop();
    await suite().settled();
    const { community, state } = suite();
    const reader = { member: community.operator, keyring: community.keys.community };
    const names = HOMES.map((homeId) => village.meter(homeId).deviceId);
    const onLedger = await readLedgerWindows(reader, names);
    for (const homeId of HOMES) {
      const windows = onLedger.get(village.meter(homeId).deviceId) ?? [];
      expect(windows.map(({ header }) => header.sequence)).to.deep.equal(
        windows.map((_, index) => index + 1),
      );
      for (const [index, { header }] of windows.entries()) {
        const next = windows[index + 1];
        if (next !== undefined) expect(next.header.start, 'start of the next window').to.equal(header.end);
      }
      const [device] = await village.agent(homeId).devices();
      expect(windows.length).to.be.at.least(device?.sent ?? Infinity);
      expect(device?.setAside).to.equal(0);
    }
    checkEpochs(await state.transactions(), [...onLedger.values()].flat());
  });
});
