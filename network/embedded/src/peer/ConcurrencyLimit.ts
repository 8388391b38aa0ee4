import { status } from '@grpc/grpc-js';
import { RpcError } from './RpcError.js';

/** How many calls of a service run at once: core.yaml's `peer.limits.concurrency`. Streams count as long as they are open. */
export class ConcurrencyLimit {
  readonly #service: string;
  readonly #limit: number;
  #running = 0;

  constructor(service: string, limit: number) {
    this.#service = service;
    this.#limit = limit;
  }

  /**
   * Takes a place, to be given back by calling what is returned, once.
   *
   * @throws RpcError UNKNOWN, with Fabric's text, when all are taken
   */
  enter(): () => void {
    if (this.#running >= this.#limit) {
      const text = `too many requests for ${this.#service}, exceeding concurrency limit (${this.#limit})`;
      throw new RpcError(status.UNKNOWN, text);
    }
    this.#running += 1;
    return () => {
      this.#running -= 1;
    };
  }
}
