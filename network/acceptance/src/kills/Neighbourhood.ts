import { join } from 'node:path';
import { HOME_NAMES, type HomeName } from '../harness/HomeName.js';
import type { Suite } from '../harness/Suite.js';
import { AgentProgram } from '../processes/AgentProgram.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';
import { enrolMetered, STEP_SECONDS } from './enrolMetered.js';
import type { MeteredDevice } from './MeteredDevice.js';

/** Three homes with an agent and two meters each, and the community's gateway: what the plugs are pulled of. */
export class Neighbourhood {
  readonly devices: readonly MeteredDevice[];
  readonly agents: Readonly<Record<HomeName, AgentProgram>>;
  readonly gateway: GatewayProgram;
  readonly dir: string;
  readonly #suite: Suite;

  private constructor(dir: string, devices: readonly MeteredDevice[], suite: Suite) {
    this.dir = dir;
    this.#suite = suite;
    this.devices = devices;
    const agent = (homeId: HomeName): AgentProgram => agentOf(dir, homeId, devices, suite);
    this.agents = { SH1: agent('SH1'), SH2: agent('SH2'), SH3: agent('SH3') };
    this.gateway = new GatewayProgram(dir, 'gateway-community', {
      role: 'community',
      dataDir: join(dir, 'gateway-community'),
      fabric: suite.community.parties.gateway.connection,
      ...suite.community.keys.community.config,
      api: {},
      community: { transitMs: 2000 },
    });
  }

  /** Enrols the meters. Nothing runs yet. */
  static async enrol(suite: Suite): Promise<Neighbourhood> {
    const dir = join(suite.config.dir, 'neighbourhood');
    const devices: MeteredDevice[] = [];
    for (const homeId of HOME_NAMES) {
      for (const resource of ['energy', 'water'] as const) {
        devices.push(await enrolMetered(suite.community, homeId, resource, join(dir, 'keys')));
      }
    }
    return new Neighbourhood(dir, devices, suite);
  }

  get agentList(): readonly AgentProgram[] {
    return HOME_NAMES.map((homeId) => this.agents[homeId]);
  }

  /** Starts what is down. From now on the agents publish their homes' epochs. */
  async start(): Promise<void> {
    for (const homeId of HOME_NAMES) this.#suite.community.sealer(homeId).handOver();
    for (const program of [...this.agentList, this.gateway]) if (!program.running) await program.start();
  }

  async stopAgents(): Promise<void> {
    await Promise.all(this.agentList.map((agent) => agent.stop()));
  }

  /** Ends everything at once. */
  async kill(): Promise<void> {
    await Promise.all([...this.agentList, this.gateway].map((program) => program.kill()));
    for (const homeId of HOME_NAMES) this.#suite.community.sealer(homeId).takeBack();
  }

  /** What the agents say that the ledger has taken: the last sequence by device. */
  async acknowledged(): Promise<ReadonlyMap<string, number>> {
    const reports = await Promise.all(this.agentList.map((agent) => agent.devices()));
    return new Map(reports.flat().map(({ deviceId, sent }) => [deviceId, sent]));
  }
}

function agentOf(
  dir: string,
  homeId: HomeName,
  devices: readonly MeteredDevice[],
  { community }: Suite,
): AgentProgram {
  return new AgentProgram(dir, {
    homeId,
    dataDir: join(dir, `agent-${homeId.toLowerCase()}`),
    fabric: community.home(homeId).connection,
    ...community.sealer(homeId).config,
    stepSeconds: STEP_SECONDS,
    // A window every two seconds, so that much is always under way.
    windowSeconds: 2 * STEP_SECONDS,
    retry: { firstMs: 100, maxMs: 1000, slowMs: 1000 },
    devices: devices
      .filter((device) => device.homeId === homeId)
      .map(({ deviceId, keyFile, reader }) => ({ deviceId, keyFile, driver: { type: 'replay', reader } })),
  });
}
