import { expect } from 'chai';
import { eventually } from '../harness/eventually.js';
import { notices } from '../harness/notices.js';
import { suite } from '../harness/Suite.js';
import { HOME_NAMES } from '../harness/HomeName.js';
import type { Program } from '../processes/Program.js';
import { enrolledNeighbourhood } from './enrolledNeighbourhood.js';
import { expectIntact } from './expectIntact.js';
import { expectProgress } from './expectProgress.js';
import { expectStream } from './expectStream.js';
import { killWhileProjecting } from './killWhileProjecting.js';
import type { Neighbourhood } from './Neighbourhood.js';
import { randomPause } from './randomPause.js';
import { rounds } from './rounds.js';
import { startStream } from './startStream.js';

/** Of kills until one hits. */
const MOST_ROUNDS = 12;

describe('kill -9', () => {
  let neighbourhood: Neighbourhood;

  before(async () => {
    neighbourhood = await enrolledNeighbourhood(suite());
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

  it('of edge agents in mid-window loses and doubles nothing', async () => {
    for (let round = 0; round < rounds(2, 5); round++) {
      for (const agent of neighbourhood.agentList) {
        await randomPause(0, 900);
        await restart(agent);
      }
    }
    await expectIntact(suite(), neighbourhood);
  });

  it('of chaincode servers in mid-transaction loses and doubles nothing', async () => {
    const { processes } = suite().network;
    await killInMidTransaction(await processes.ofRole('chaincode'), rounds(1, 3));
  });

  it('of every peer in mid-transaction loses and doubles nothing', async () => {
    const { processes } = suite().network;
    await killInMidTransaction(await processes.ofRole('peer'), rounds(1, 2));
  });

  it('of a home’s peer makes its windows wait in the queue, and go in order when it is back', async () => {
    const { processes } = suite().network;
    const [peer = ''] = await processes.ofRole('peer', 'SH1MSP');
    await processes.kill(peer, { hold: true });
    const agent = neighbourhood.agents.SH1;
    const queued = await whileDown(agent.homeId);
    await processes.start(peer);
    await eventually('the queue to drain', async () => (await queuedOf(agent.homeId)) < queued / 2);
    await processes.kill(peer, { hold: false });
    await expectIntact(suite(), neighbourhood);
  });

  it('of all orderers lets the agents go on sampling, and drain in order afterwards', async () => {
    const { processes } = suite().network;
    const orderers = await processes.ofRole('orderer');
    await Promise.all(orderers.map((name) => processes.kill(name, { hold: true })));
    const queued = await whileDown(...HOME_NAMES);
    await restart(neighbourhood.agents.SH2);
    await Promise.all(orderers.map((name) => processes.start(name)));
    await eventually('the queues to drain', async () => (await queuedOf(...HOME_NAMES)) < queued / 2);
    await expectIntact(suite(), neighbourhood);
  });

  it('of the community’s gateway between block and checkpoint leaves a read model that equals a rebuild', async () => {
    const { gateway } = neighbourhood;
    await gateway.stop();
    await killWhileProjecting(gateway, await suite().community.operator.client.height(), rounds(3, 6));
    await gateway.start();
    for (let round = 0; round < rounds(2, 5); round++) {
      await randomPause(500, 2000);
      await restart(gateway);
    }
    await gateway.ready();
    await expectIntact(suite(), neighbourhood);
  });

  /**
   * Kills each of these processes, so many times, while windows are on their way through them, and on until a kill has hit a
   * transaction: which moment does is chance.
   */
  const killInMidTransaction = async (names: readonly string[], times: number): Promise<void> => {
    const { network, community } = suite();
    const stream = await startStream(suite());
    const before = notices.length;
    const hasHit = (): boolean => notices.length > before;
    for (let round = 0; round < times || (!hasHit() && round < MOST_ROUNDS); round++) {
      for (const name of names) {
        await randomPause(500, 1500);
        await network.processes.kill(name, { hold: false });
      }
      await expectProgress(neighbourhood);
    }
    await stream.stop();
    expect(hasHit(), 'whether clients had to try something again').to.equal(true);
    await suite().settled();
    await expectStream({ member: community.operator, keyring: community.keys.community }, stream);
    await expectIntact(suite(), neighbourhood);
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
