import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  agentConfigSchema,
  agentStatusSchema,
  type AgentConfigInput,
  type AgentStatus,
  type DeviceStatusReport,
} from '@acequia/edge-agent';
import type { HomeName } from '../harness/TestCommunity.js';
import { packageMain } from './packageMain.js';
import { Program } from './Program.js';

/** A home's edge agent as a process of its own. */
export class AgentProgram extends Program {
  readonly homeId: HomeName;
  readonly #config: AgentConfigInput;
  readonly #configFile: string;
  readonly #dir: string;

  /** @param dir for the configuration and the log; the agent's own folder is the configuration's `dataDir`. */
  constructor(dir: string, config: AgentConfigInput & { readonly homeId: HomeName }) {
    const name = `agent-${config.homeId.toLowerCase()}`;
    const configFile = join(dir, `${name}.json`);
    super({
      name,
      main: packageMain('@acequia/edge-agent'),
      args: ['--config', configFile],
      logFile: join(dir, `${name}.log`),
    });
    this.homeId = config.homeId;
    this.#config = config;
    this.#configFile = configFile;
    this.#dir = dir;
  }

  override async start(): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    await writeFile(this.#configFile, JSON.stringify(agentConfigSchema.parse(this.#config)));
    await super.start();
  }

  /** What it says of itself; undefined before it has first said anything. */
  async status(): Promise<AgentStatus | undefined> {
    const file = join(this.#config.dataDir, 'status.json');
    try {
      return agentStatusSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** What it says of its devices. */
  async devices(): Promise<readonly DeviceStatusReport[]> {
    return (await this.status())?.devices ?? [];
  }
}
