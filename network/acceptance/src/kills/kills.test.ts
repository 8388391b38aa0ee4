import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from '../harness/eventually.js';
import { notices } from '../harness/notices.js';
import { organisationOf } from '../harness/organisationOf.js';
import { runningMonth } from '../harness/runningMonth.js';
import { suite } from '../harness/Suite.js';
import { HOME_NAMES } from '../harness/TestCommunity.js';
import type { Program } from '../processes/Program.js';
import { expectIntact } from './expectIntact.js';
import { expectProgress } from './expectProgress.js';
import { expectStream } from './expectStream.js';
import { killWhileProjecting } from './killWhileProjecting.js';
import { Neighbourhood } from './Neighbourhood.js';

import { WindowStream } from './WindowStream.js';

/** A moment that nobody chose: plugs are not pulled on the second. */
const randomPause = (fromMs: number, toMs: number): Promise<void> =>
  sleep(fromMs + Math.random() * (toMs - fromMs));

describe('kill -9', function () {
  this.timeout(240_000);
  let neighbourhood: Neighbourhood;

  before(async () => {
    await runningMonth(suite().community);
    neighbourhood = await Neighbourhood.enrol(suite());
  });

  beforeEach(async () => {
    await neighbourhood.start();
    await expectProgress(neighbourhood);
  });

  afterEach(async () => {
    // After a failure things may still be down or held.
    await neighbourhood.kill();
  });

  const restart = async (program: Program): Promise<void> => {
    await program.kill();
    await program.start();
  };

  const names = async (prefix: string): Promise<readonly string[]> => {
    const all = await suite().network.processes.names();
    const chosen = all.filter((name) => name.startsWith(prefix));
    expect(chosen, `processes called ${prefix}…`).to.not.have.length(0);
    return chosen;
  };

  it('of edge agents in mid-window loses and doubles nothing', async () => {
    for (let round = 0; round < 5; round++) {
      for (const agent of neighbourhood.agentList) {
        await randomPause(0, 900);
        await restart(agent);
      }
    }
    await expectIntact(suite(), neighbourhood);
  });

  it('of chaincode servers in mid-transaction loses and doubles nothing', async () => {
    const { network, community } = suite();
    const stream = await startStream();
    for (let round = 0; round < 3; round++) {
      for (const server of await names('chaincode')) {
        await randomPause(500, 1500);
        await network.processes.kill(server, { hold: false });
      }
      await expectProgress(neighbourhood);
    }
    await stream.stop();
    expect(notices, 'what clients had to try again: the kills hit transactions').to.not.have.length(0);
    await expectStream(community.operator, stream);
    await expectIntact(suite(), neighbourhood);
  });

  it('of a home’s peer makes its windows wait in the queue, and go in order when it is back', async () => {
    const { network } = suite();
    const { peer } = organisationOf(network.description, 'SH1MSP');
    await network.processes.kill(peer.name, { hold: true });
    const agent = neighbourhood.agents.SH1;
    const queued = await whileDown(agent.homeId);
    await network.processes.start(peer.name);
    await eventually('the queue to drain', async () => (await queuedOf(agent.homeId)) < queued / 2, 60_000);
    await network.processes.kill(peer.name, { hold: false });
    await expectIntact(suite(), neighbourhood);
  });

  it('of the BFT leader is a pause, and the killed orderer is a full member again afterwards', async () => {
    const { processes } = suite().network;
    const stream = await startStream();
    const first = await processes.leader();
    await processes.kill(first, { hold: true });
    await expectProgress(neighbourhood);
    expect(await processes.leader(), 'the leader after the first one’s death').to.not.equal(first);
    await processes.start(first);
    await expectProgress(neighbourhood);
    // Three of four are needed: without another one, nothing goes on unless the first has caught up.
    const second = (await names('orderer')).find((name) => name !== first) ?? '';
    await processes.kill(second, { hold: true });
    await expectProgress(neighbourhood);
    await processes.start(second);
    await stream.stop();
    await expectStream(suite().community.operator, stream);
    await expectIntact(suite(), neighbourhood);
  });

  it('of all orderers lets the agents go on sampling, and drain in order afterwards', async () => {
    const { processes } = suite().network;
    const orderers = await names('orderer');
    await Promise.all(orderers.map((name) => processes.kill(name, { hold: true })));
    const queued = await whileDown(...HOME_NAMES);
    await restart(neighbourhood.agents.SH2);
    await Promise.all(orderers.map((name) => processes.start(name)));
    await eventually('the queues to drain', async () => (await queuedOf(...HOME_NAMES)) < queued / 2, 90_000);
    await expectIntact(suite(), neighbourhood);
  });

  it('of the community’s gateway between block and checkpoint leaves a read model that equals a rebuild', async () => {
    const { gateway } = neighbourhood;
    await gateway.stop();
    await killWhileProjecting(gateway, await suite().community.operator.client.height(), 6);
    await gateway.start();
    for (let round = 0; round < 5; round++) {
      await randomPause(500, 2000);
      await restart(gateway);
    }
    await gateway.ready();
    await expectIntact(suite(), neighbourhood);
  });

  /** A stream of submissions besides the agents', long before the time of their windows. */
  const startStream = async (): Promise<WindowStream> => {
    const { community } = suite();
    const meter = await community.enrolMeter('SH2', 'energy', community.clock.origin - 300 * 86_400);
    const stream = new WindowStream(community.home('SH2'), meter);
    stream.start();
    return stream;
  };

  const queuedOf = async (...homes: (typeof HOME_NAMES)[number][]): Promise<number> => {
    const reports = await Promise.all(homes.map((homeId) => neighbourhood.agents[homeId].devices()));
    return reports.flat().reduce((sum, { queued }) => sum + queued, 0);
  };

  /** Waits until the agents, though nothing can be sent, have sampled a good while further. Returns what is queued. */
  const whileDown = async (...homes: (typeof HOME_NAMES)[number][]): Promise<number> => {
    const enough = 8 * homes.length;
    return await eventually('windows to wait', async () => {
      const queued = await queuedOf(...homes);
      return queued >= enough && queued;
    });
  };
});
