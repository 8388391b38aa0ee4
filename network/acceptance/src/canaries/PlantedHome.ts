import { join } from 'node:path';
import { delegationsAnswerSchema, delegationViewSchema, type OfferBody } from '@acequia/edge-agent';
import { EPOCH_SECONDS, type Statement } from '@acequia/protocol';
import { z } from 'zod';
import { eventually } from '../harness/eventually.js';
import type { Suite } from '../harness/Suite.js';
import type { HomeName } from '../harness/HomeName.js';
import { AgentProgram } from '../processes/AgentProgram.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';
import type { CanaryBasket } from './CanaryBasket.js';
import { MOST_MEASURED } from './MOST_MEASURED.js';
import { plantMeter } from './plantMeter.js';

const statementsSchema = z.object({
  statements: z.array(z.object({ statementId: z.string(), lines: z.array(z.object({ use: z.int() })) })),
});

/** A home whose agent and gateway handle canaries, so that their logs are worth a scan. */
export class PlantedHome {
  readonly agent: AgentProgram;
  readonly gateway: GatewayProgram;
  /** Where its meter has its readings from. */
  readonly meterFolder: string;
  readonly #litres: number;

  private constructor(agent: AgentProgram, gateway: GatewayProgram, meterFolder: string, litres: number) {
    this.agent = agent;
    this.gateway = gateway;
    this.meterFolder = meterFolder;
    this.#litres = litres;
  }

  /** @param dir for configurations and logs; each program keeps what is private in a folder under it. */
  static async plant(
    { community }: Suite,
    dir: string,
    { homeId, basket, mailUrl }: { homeId: HomeName; basket: CanaryBasket; mailUrl: string },
  ): Promise<PlantedHome> {
    const name = homeId.toLowerCase();
    const agentDir = join(dir, `agent-${name}`);
    const gatewayDir = join(dir, `gateway-${name}`);
    const meterDir = join(dir, `meter-${name}`);
    const { config, litres } = await plantMeter(community, homeId, basket, meterDir);
    const fabric = community.home(homeId).connection;
    const keys = community.sealer(homeId).config;
    const agent = new AgentProgram(dir, {
      homeId,
      dataDir: agentDir,
      fabric,
      ...keys,
      channel: { url: mailUrl },
      stepSeconds: 3600,
      windowSeconds: 3600,
      logLevel: 'trace',
      devices: [config],
    });
    const gateway = new GatewayProgram(dir, `gateway-${name}`, {
      role: 'home',
      homeId,
      dataDir: gatewayDir,
      fabric,
      ...keys,
      api: {},
      logLevel: 'trace',
    });
    return new PlantedHome(agent, gateway, meterDir, litres);
  }

  async start(): Promise<void> {
    await this.agent.start();
    await this.gateway.start();
  }

  /** Lets its agent offer a delegation in words of its own, which travel by mail. */
  async offer(to: HomeName, words: string, now: number): Promise<void> {
    const start = (Math.floor(now / EPOCH_SECONDS) + 400) * EPOCH_SECONDS;
    const body: OfferBody = {
      delegatee: to,
      start,
      end: start + EPOCH_SECONDS,
      purpose: 'care',
      words,
      granularity: 'alarms',
    };
    await this.agent.controlled();
    await this.agent.control('/delegations', delegationViewSchema, body);
  }

  /** Waits until such words have come by mail. */
  async heard(words: string): Promise<void> {
    await this.agent.controlled();
    await eventually(`the offer at ${this.agent.homeId}`, async () => {
      const { delegations } = await this.agent.control('/delegations', delegationsAnswerSchema);
      return delegations.some(({ terms }) => terms.words === words);
    });
  }

  async stop(): Promise<void> {
    await this.agent.stop();
    await this.gateway.stop();
  }

  async kill(): Promise<void> {
    await this.agent.kill();
    await this.gateway.kill();
  }

  /** Id of a statement of the community's gateway to this home that has the canaries' litres in it, once one has come. */
  async stated(): Promise<string> {
    // Until it has read of its home, the gateway knows no such home.
    await this.gateway.caughtUp();
    return await eventually(`a statement to ${this.agent.homeId} with its meter's use`, async () => {
      const path = `/homes/${this.agent.homeId}/statements`;
      const { statements } = await this.gateway.get(path, statementsSchema);
      const isIn = ({ use }: Pick<Statement['lines'][number], 'use'>): boolean =>
        use >= this.#litres && use < MOST_MEASURED;
      return statements.find(({ lines }) => lines.some(isIn))?.statementId;
    });
  }
}
