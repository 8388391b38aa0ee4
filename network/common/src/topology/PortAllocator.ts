import { NetworkError } from '../NetworkError.js';
import { isPortFree } from '../system/isPortFree.js';

/** Below the range that systems give to outgoing connections, so that nothing takes a stopped node's port by chance. */
const lowest = 20_000;
const highest = 32_000;

/** Hands out TCP ports that nothing listens on, each once. */
export class PortAllocator {
  readonly #from: number | undefined;
  #next: number | undefined;
  #tried = 0;

  /** @param from the port to begin at; without it, a random one, so that networks made at once keep apart. */
  constructor(from?: number) {
    this.#from = from;
  }

  /** @throws NetworkError `NO_FREE_PORT` */
  async next(host: string): Promise<number> {
    this.#next ??= this.#from ?? lowest + Math.floor(Math.random() * (highest - lowest));
    while (this.#tried < highest - lowest) {
      const port: number = this.#next;
      this.#tried += 1;
      this.#next = port >= 65_535 || port === highest ? lowest : port + 1;
      if (await isPortFree(host, port)) return port;
    }
    throw new NetworkError('NO_FREE_PORT', `no free TCP port on ${host}`);
  }
}
