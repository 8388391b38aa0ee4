/** Callers that wait for one thing to happen. An aborted one leaves nothing behind. */
export class Waiters<Value> {
  readonly #waiters = new Set<{ resolve(value: Value): void; reject(reason: unknown): void }>();

  get size(): number {
    return this.#waiters.size;
  }

  /** Comes back with what {@link wake} is given next; rejects with the signal's reason. */
  async wait(signal: AbortSignal): Promise<Value> {
    signal.throwIfAborted();
    return new Promise<Value>((resolve, reject) => {
      const abort = (): void => {
        this.#waiters.delete(waiter);
        waiter.reject(signal.reason);
      };
      const waiter = {
        resolve: (value: Value): void => {
          signal.removeEventListener('abort', abort);
          resolve(value);
        },
        reject: (reason: unknown): void => {
          signal.removeEventListener('abort', abort);
          reject(reason instanceof Error ? reason : new Error(String(reason)));
        },
      };
      this.#waiters.add(waiter);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Lets all that wait now go. */
  wake(value: Value): void {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.resolve(value);
  }

  /** Lets all that wait now fail. */
  fail(reason: Error): void {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.reject(reason);
  }
}
