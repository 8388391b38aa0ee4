import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { differentialConfig, type DifferentialConfig } from './differentialConfig.js';
import { startNetwork } from './startNetwork.js';
import type { TestNetwork } from './TestNetwork.js';

/** What the whole run shares. Tests are made from it before anything has started. */
class Suite {
  readonly config: DifferentialConfig;
  readonly #networks: TestNetwork[] = [];

  constructor(config: DifferentialConfig) {
    this.config = config;
  }

  /** @param index into `config.networks` @throws Error outside of tests and hooks */
  network(index: number): TestNetwork {
    const network = this.#networks[index];
    if (network === undefined) throw new Error('the networks do not run: run mocha with its configuration');
    return network;
  }

  async start(onProgress: (line: string) => void): Promise<void> {
    for (const [index, kind] of this.config.networks.entries()) {
      this.#networks.push(await startNetwork(kind, join(this.config.dir, `${kind}-${index}`), onProgress));
    }
  }

  /** @param remove whether the folder of the run goes as well */
  async stop(remove: boolean): Promise<void> {
    for (const network of this.#networks.splice(0)) await network.stop();
    if (remove) await rm(this.config.dir, { recursive: true, force: true });
  }
}

export const suite = new Suite(differentialConfig());
