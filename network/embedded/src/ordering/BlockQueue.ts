import type { common } from '@hyperledger/fabric-protos';
import type { Committer } from './Committer.js';

/** Waits between attempts to commit a block, in milliseconds: the first one, doubled each time up to the longest. */
export interface RetryWaits {
  readonly firstMs: number;
  readonly longestMs: number;
  /** For how long `close` lets a block that cannot be stored be tried again. */
  readonly closingMs: number;
}

/** A block with what it is made of, for the caller's accounts. */
export interface QueuedBlock {
  readonly block: common.Block;
  readonly messages: number;
  readonly bytes: number;
}

export interface BlockQueueOptions {
  readonly committer: Committer;
  readonly waits: RetryWaits;
  readonly onCommitted: (queued: QueuedBlock) => void;
  /** Called at each failed attempt. */
  readonly onFailed: (error: Error, blockNumber: number) => void;
}

/** Hands blocks to the committer one by one, in order. A block that the store does not take is kept and tried again. */
export class BlockQueue {
  readonly #options: BlockQueueOptions;
  readonly #blocks: QueuedBlock[] = [];
  #deadline = Infinity;
  #running: Promise<void> | undefined;
  #failure: string | undefined;
  #wake: (() => void) | undefined;

  constructor(options: BlockQueueOptions) {
    this.#options = options;
  }

  /** Why the first block is not committed yet though it was tried; `undefined`: nothing is wrong. */
  get failure(): string | undefined {
    return this.#failure;
  }

  push(queued: QueuedBlock): void {
    this.#blocks.push(queued);
    this.#running ??= this.#run();
  }

  /**
   * Comes back when all blocks are committed; give it none afterwards.
   *
   * @throws Error when the store took a block for too long not: this one and those behind it are lost
   */
  async close(): Promise<void> {
    this.#deadline = Date.now() + this.#options.waits.closingMs;
    this.#wake?.();
    await this.#running;
    const messages = this.#blocks.reduce((sum, queued) => sum + queued.messages, 0);
    if (messages > 0) throw new Error(`${messages} accepted messages are lost: ${this.#failure ?? ''}`);
  }

  async #run(): Promise<void> {
    let wait = this.#options.waits.firstMs;
    for (let queued = this.#blocks[0]; queued !== undefined; queued = this.#blocks[0]) {
      if (await this.#commit(queued)) {
        wait = this.#options.waits.firstMs;
        this.#blocks.shift();
        this.#options.onCommitted(queued);
      } else if (Date.now() >= this.#deadline) {
        break;
      } else {
        await this.#rest(wait);
        wait = Math.min(wait * 2, this.#options.waits.longestMs);
      }
    }
    this.#running = undefined;
  }

  async #commit({ block }: QueuedBlock): Promise<boolean> {
    try {
      await this.#options.committer.commit(block);
      this.#failure = undefined;
      return true;
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      const number = block.getHeader()?.getNumber() ?? 0;
      this.#failure = `block ${number} cannot be committed: ${error.message}`;
      this.#options.onFailed(error, number);
      return false;
    }
  }

  /** Cut short by the start of closing, and never longer than closing may take. */
  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, Math.min(ms, this.#deadline - Date.now())));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
