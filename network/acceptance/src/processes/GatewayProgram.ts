import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gatewayConfigSchema, type GatewayConfigFile } from '@acequia/gateway-app';
import { z } from 'zod';
import { eventually } from '../harness/eventually.js';
import { packageMain } from './packageMain.js';
import { Program } from './Program.js';

const healthSchema = z.object({ lag: z.int().optional() });
const readySchema = z.object({ ready: z.literal(true), api: z.url() });

/** A gateway-app as a process of its own. */
export class GatewayProgram extends Program {
  readonly config: GatewayConfigFile;
  readonly #configFile: string;

  /** @param dir for the configuration and the log. */
  constructor(dir: string, name: string, config: GatewayConfigFile, ...command: readonly string[]) {
    const configFile = join(dir, `${name}.json`);
    super({
      name,
      main: packageMain('@acequia/gateway-app'),
      args: ['--config', configFile, ...command],
      logFile: join(dir, `${name}.log`),
    });
    this.config = config;
    this.#configFile = configFile;
  }

  override async start(): Promise<void> {
    await mkdir(dirname(this.#configFile), { recursive: true });
    await writeFile(this.#configFile, JSON.stringify(gatewayConfigSchema.parse(this.config)));
    await super.start();
  }

  /** Waits until it is ready and has read every block that there is: before, it may know of no home and no deposit. */
  async caughtUp(): Promise<void> {
    await eventually(`the blocks at ${this.name}`, async () => {
      const { lag } = await this.get('/health', healthSchema);
      return lag === 0;
    });
  }

  /** Asks its API, once it is ready. @throws Error when the answer is not 200. */
  async get<Answer>(path: string, schema: z.ZodType<Answer>): Promise<Answer> {
    const { api } = readySchema.parse(JSON.parse(await this.ready()));
    const response = await fetch(`${api}${path}`);
    if (response.status !== 200) throw new Error(`${this.name} answers ${path} with ${response.status}`);
    return schema.parse(await response.json());
  }
}
