import type { FabricClient } from '@acequia/protocol/fabric';
import { applyBlock } from './applyBlock.js';
import type { World } from './replayBlocks.js';

/** World state of the newest block that a peer has, followed from block 0. */
export class LiveWorld {
  readonly #client: FabricClient;
  readonly #world = new Map<string, Uint8Array>();
  readonly #closing = new AbortController();
  #height = 0;
  #following: Promise<void> | undefined;
  #failure: Error | undefined;
  #wake: (() => void)[] = [];

  constructor(client: FabricClient) {
    this.#client = client;
  }

  get world(): World {
    return this.#world;
  }

  start(): void {
    this.#following = this.#follow().catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#wakeAll();
    });
  }

  async stop(): Promise<void> {
    this.#closing.abort();
    await this.#following;
  }

  /** Waits until a block is in it. @throws what ended the following. */
  async reach(block: number): Promise<void> {
    while (this.#height <= block) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  async #follow(): Promise<void> {
    for await (const block of this.#client.blocks({ startBlock: 0, signal: this.#closing.signal })) {
      applyBlock(this.#world, block);
      this.#height = block.number + 1;
      this.#wakeAll();
    }
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
