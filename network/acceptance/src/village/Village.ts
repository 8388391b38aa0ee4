import { join } from 'node:path';
import { tradersOf } from '@acequia/edge-agent';
import { random16Hex } from '@acequia/protocol';
import type { Suite } from '../harness/Suite.js';
import { HOME_NAMES, type HomeName } from '../harness/HomeName.js';
import { AgentProgram } from '../processes/AgentProgram.js';
import { freePort } from '../processes/freePort.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';
import { enrolLive, type Flow } from './enrolLive.js';
import type { LiveMeter } from './LiveMeter.js';

/** What a village is to be like. */
export interface VillageOptions {
  /** Folder for all of it; absolute. */
  readonly dir: string;
  /** Homes with an agent, and what flows through their meters. */
  readonly flows: Readonly<Partial<Record<HomeName, Flow>>>;
  /** How long the community waits for an answer to a complaint, ledger seconds; as gateways do when absent. */
  readonly complaintWaitSeconds?: number;
  /** How long a day's statement waits for windows, ledger seconds; as gateways do when absent. */
  readonly statementWaitSeconds?: number;
  /** How often agents ask the mailbox, milliseconds; as agents do when absent. */
  readonly mailMs?: number;
}

/** The parts of a village. */
interface VillageParts {
  readonly suite: Suite;
  readonly gateway: GatewayProgram;
  readonly agents: Readonly<Partial<Record<HomeName, AgentProgram>>>;
  readonly meters: Readonly<Partial<Record<HomeName, LiveMeter>>>;
  readonly serviceAccountId: string;
  readonly mailUrl: string;
}

/** Homes with real agents, and the community's gateway with its mailbox, on the suite's network and clock. */
export class Village {
  readonly gateway: GatewayProgram;
  /** The community's token account for delegation fees. */
  readonly serviceAccountId: string;
  /** Where the mailbox is. */
  readonly mailUrl: string;
  readonly #parts: VillageParts;

  private constructor(parts: VillageParts) {
    this.#parts = parts;
    this.gateway = parts.gateway;
    this.serviceAccountId = parts.serviceAccountId;
    this.mailUrl = parts.mailUrl;
  }

  /** Enrols the meters. Nothing runs yet. */
  static async enrol(suite: Suite, { dir, flows, mailMs, ...waits }: VillageOptions): Promise<Village> {
    const { community, network } = suite;
    const { traders } = network.description;
    const port = await freePort();
    const mailUrl = `http://127.0.0.1:${port}`;
    const serviceAccountId = `acc-${random16Hex()}`;
    await community.parties.gateway.ledger.token.openAccount({ accountId: serviceAccountId });
    const gateway = new GatewayProgram(dir, 'gateway-community', {
      role: 'community',
      dataDir: join(dir, 'gateway-community'),
      fabric: community.parties.gateway.connection,
      ...community.keys.community.config,
      channel: { port },
      serviceAccountId,
      ...(traders === undefined ? {} : { registrar: traders.authority }),
      api: {},
      community: { transitMs: 2000, ...waits },
    });
    const agents: Partial<Record<HomeName, AgentProgram>> = {};
    const meters: Partial<Record<HomeName, LiveMeter>> = {};
    for (const homeId of HOME_NAMES) {
      const flow = flows[homeId];
      if (flow === undefined) continue;
      const dataDir = join(dir, `agent-${homeId.toLowerCase()}`);
      const meter = await enrolLive(community, homeId, join(dir, 'meters'), flow);
      meters[homeId] = meter;
      agents[homeId] = agentOf(suite, homeId, {
        dir,
        dataDir,
        meter,
        serviceAccountId,
        channel: { url: mailUrl, ...(mailMs === undefined ? {} : { everyMs: mailMs }) },
      });
    }
    return new Village({ suite, gateway, agents, meters, serviceAccountId, mailUrl });
  }

  /** @throws Error when the home has none. */
  agent(homeId: HomeName): AgentProgram {
    const agent = this.#parts.agents[homeId];
    if (agent === undefined) throw new Error(`${homeId} has no agent in this village`);
    return agent;
  }

  /** @throws Error when the home has none. */
  meter(homeId: HomeName): LiveMeter {
    const meter = this.#parts.meters[homeId];
    if (meter === undefined) throw new Error(`${homeId} has no meter in this village`);
    return meter;
  }

  get homes(): readonly HomeName[] {
    return HOME_NAMES.filter((homeId) => this.#parts.agents[homeId] !== undefined);
  }

  /** Starts what is down, and waits until the gateway is up with the ledger. From now on the agents publish their homes' epochs. */
  async start(): Promise<void> {
    const { community } = this.#parts.suite;
    for (const homeId of this.homes) community.sealer(homeId).handOver();
    for (const program of this.#programs) if (!program.running) await program.start();
    await this.gateway.caughtUp();
    await Promise.all(this.homes.map((homeId) => this.agent(homeId).controlled()));
  }

  /** Asks a home's agent to end: until {@link start} the tests have its keys, and publish its epochs. */
  async leave(homeId: HomeName): Promise<void> {
    await this.agent(homeId).stop();
    this.#parts.suite.community.sealer(homeId).takeBack();
  }

  /** Asks everything to end. */
  async stop(): Promise<void> {
    await Promise.all(this.#programs.map((program) => program.stop()));
    this.#takeBack();
  }

  /** Ends everything at once. */
  async kill(): Promise<void> {
    await Promise.all(this.#programs.map((program) => program.kill()));
    this.#takeBack();
  }

  get #programs(): readonly (AgentProgram | GatewayProgram)[] {
    return [this.gateway, ...this.homes.map((homeId) => this.agent(homeId))];
  }

  #takeBack(): void {
    for (const homeId of this.homes) this.#parts.suite.community.sealer(homeId).takeBack();
  }
}

function agentOf(
  { community, network }: Suite,
  homeId: HomeName,
  parts: {
    readonly dir: string;
    readonly dataDir: string;
    readonly meter: LiveMeter;
    readonly serviceAccountId: string;
    readonly channel: { readonly url: string; readonly everyMs?: number };
  },
): AgentProgram {
  return new AgentProgram(parts.dir, {
    homeId,
    dataDir: parts.dataDir,
    fabric: community.home(homeId).connection,
    ...community.sealer(homeId).config,
    channel: parts.channel,
    serviceAccountId: parts.serviceAccountId,
    traders: tradersOf(network.description),
    control: { port: 0 },
    stepSeconds: 3600,
    // Three windows an epoch of six seconds.
    windowSeconds: 7200,
    retry: { firstMs: 100, maxMs: 1000, slowMs: 1000 },
    devices: [parts.meter.config],
  });
}
