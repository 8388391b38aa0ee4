import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  agentConfigSchema,
  agentStatusSchema,
  type AgentConfigInput,
  type AgentStatus,
  controlErrorSchema,
  controlFileSchema,
  keysAnswerSchema,
  type DeviceStatusReport,
} from '@acequia/edge-agent';
import { CodedError } from '@acequia/protocol';
import type { z } from 'zod';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
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

  /**
   * Asks its control API: GET without a body, POST with one, unless another method is named.
   *
   * @throws CodedError with the API's code; Error when it does not run yet.
   */
  async control<S extends z.ZodType>(
    path: string,
    answer: S,
    body?: object,
    method: 'POST' | 'PUT' = 'POST',
  ): Promise<z.output<S>> {
    const file = await readFile(join(this.#config.dataDir, 'control.json'), 'utf8');
    const { url, token } = controlFileSchema.parse(JSON.parse(file));
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { method, body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    if (response.ok) return answer.parse(json);
    const { code, text } = controlErrorSchema.parse(json);
    throw new CodedError(code, text);
  }

  /** Waits until its control API answers, with an epoch of the home's on the ledger. */
  async controlled(): Promise<void> {
    await eventually(`${this.name} to take orders`, async () => {
      try {
        const { epoch, operationKeyVersion } = await this.control('/keys', keysAnswerSchema);
        return epoch > 0 && operationKeyVersion > 0;
      } catch (error) {
        if (this.running && isNotYet(error)) return false;
        throw error;
      }
    });
  }

  /** What it says of its devices. */
  async devices(): Promise<readonly DeviceStatusReport[]> {
    return (await this.status())?.devices ?? [];
  }
}

/** The file is not there yet, or is the one of a run before. */
function isNotYet(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isMissing = 'code' in error && error.code === 'ENOENT';
  return isMissing || (error instanceof TypeError && error.message === 'fetch failed');
}
