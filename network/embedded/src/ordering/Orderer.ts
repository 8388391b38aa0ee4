import { common } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { BlockAssembler } from './BlockAssembler.js';
import { BlockCutter } from './BlockCutter.js';
import { BlockQueue, type QueuedBlock, type RetryWaits } from './BlockQueue.js';
import type { Committer } from './Committer.js';
import { checkBroadcast } from './checkBroadcast.js';
import type { OrderedMessage } from './OrderedMessage.js';
import type { BroadcastAnswer, OrderingService } from './OrderingService.js';

/** How much may wait for its commit. */
export interface OrdererLimits {
  readonly messages: number;
  readonly bytes: number;
}

export interface OrdererOptions {
  readonly bundle: ChannelBundle;
  /** Signs the blocks; must satisfy `/Channel/Orderer/BlockValidation`. */
  readonly identity: SigningIdentity;
  /** Holds block 0. */
  readonly ledger: Pick<Ledger, 'height' | 'lastHash'>;
  readonly committer: Committer;
  readonly limits?: OrdererLimits;
  readonly waits?: RetryWaits;
  readonly now?: () => Date;
  /** Told each time that the store does not take a block, which is then tried again. Must not throw. */
  readonly onFailed?: (error: Error, blockNumber: number) => void;
}

const DEFAULT_LIMITS: OrdererLimits = { messages: 20_000, bytes: 256 * 1024 * 1024 };
const DEFAULT_WAITS: RetryWaits = { firstMs: 100, longestMs: 5_000, closingMs: 10_000 };
const { SUCCESS, SERVICE_UNAVAILABLE } = common.Status;
const ACCEPTED: BroadcastAnswer = { status: SUCCESS, info: '' };

/**
 * The one orderer: lets envelopes in, cuts them into signed blocks by number, bytes and time, and has these committed in order.
 * What it accepted it keeps until it is committed, as long as the process lives.
 */
export class Orderer implements OrderingService {
  readonly #bundle: ChannelBundle;
  readonly #cutter: BlockCutter;
  readonly #assembler: BlockAssembler;
  readonly #queue: BlockQueue;
  readonly #limits: OrdererLimits;
  readonly #now: () => Date;
  #waitingMessages = 0;
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: OrdererOptions) {
    this.#bundle = options.bundle;
    this.#cutter = new BlockCutter(options.bundle.batch);
    this.#assembler = new BlockAssembler(options.identity, options.ledger);
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    this.#now = options.now ?? (() => new Date());
    this.#queue = new BlockQueue({
      committer: options.committer,
      waits: options.waits ?? DEFAULT_WAITS,
      onCommitted: (queued) => {
        this.#release(queued);
      },
      onFailed: options.onFailed ?? (() => undefined),
    });
  }

  broadcast(envelope: common.Envelope): BroadcastAnswer {
    const refusal = checkBroadcast(envelope, this.#bundle, this.#now());
    if (refusal !== undefined) return refusal;
    const unavailable = this.#unavailable();
    if (unavailable !== undefined) return { status: SERVICE_UNAVAILABLE, info: unavailable };
    this.#order({
      bytes: envelope.serializeBinary(),
      size: envelope.getPayload_asU8().length + envelope.getSignature_asU8().length,
    });
    return ACCEPTED;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#close();
    return this.#stopped;
  }

  async #close(): Promise<void> {
    this.#cutPending();
    await this.#queue.close();
  }

  #unavailable(): string | undefined {
    if (this.#stopped !== undefined) return 'the ordering service is being stopped';
    const { failure } = this.#queue;
    if (failure !== undefined) return `${failure}; it is tried again`;
    if (this.#waitingMessages >= this.#limits.messages || this.#waitingBytes >= this.#limits.bytes) {
      return `${this.#waitingMessages} messages (${this.#waitingBytes} bytes) wait for their commit already`;
    }
    return undefined;
  }

  #order(message: OrderedMessage): void {
    this.#waitingMessages += 1;
    this.#waitingBytes += message.size;
    for (const batch of this.#cutter.add(message)) this.#enqueue(batch);
    if (this.#cutter.isEmpty) this.#stopTimer();
    else
      this.#timer ??= setTimeout(() => {
        this.#cutPending();
      }, this.#bundle.batch.timeoutMs);
  }

  #cutPending(): void {
    this.#stopTimer();
    if (!this.#cutter.isEmpty) this.#enqueue(this.#cutter.cut());
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #enqueue(batch: readonly OrderedMessage[]): void {
    this.#queue.push({
      block: this.#assembler.next(batch),
      messages: batch.length,
      bytes: batch.reduce((sum, { size }) => sum + size, 0),
    });
  }

  #release({ messages, bytes }: QueuedBlock): void {
    this.#waitingMessages -= messages;
    this.#waitingBytes -= bytes;
  }
}
