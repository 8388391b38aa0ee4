import type { BatchSettings } from '../channel/ChannelBundle.js';
import type { OrderedMessage } from './OrderedMessage.js';

/**
 * Gathers messages and says when they make a block: by their number, and by their bytes. Cutting by time is the caller's. As
 * Fabric's orderer/common/blockcutter.
 */
export class BlockCutter {
  readonly #settings: BatchSettings;
  #pending: OrderedMessage[] = [];
  #pendingBytes = 0;

  constructor(settings: BatchSettings) {
    this.#settings = settings;
  }

  /** Whether nothing waits for further messages or for the time to be up. */
  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  /** Takes a message, and gives the batches that are complete now: none, one or two, in order. */
  add(message: OrderedMessage): readonly (readonly OrderedMessage[])[] {
    const { maxMessages, preferredMaxBytes } = this.#settings;
    // One that is too large for any block of the preferred size gets one for itself.
    if (message.size > preferredMaxBytes) {
      return this.isEmpty ? [[message]] : [this.cut(), [message]];
    }
    const batches: (readonly OrderedMessage[])[] = [];
    if (this.#pendingBytes + message.size > preferredMaxBytes) batches.push(this.cut());
    this.#pending.push(message);
    this.#pendingBytes += message.size;
    if (this.#pending.length >= maxMessages) batches.push(this.cut());
    return batches;
  }

  /** Gives what waits, and starts anew. */
  cut(): readonly OrderedMessage[] {
    const batch = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    return batch;
  }
}
