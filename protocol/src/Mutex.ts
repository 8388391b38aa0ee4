/** Lets one piece of work run at a time, in the order in which they asked. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  async run<T>(work: () => T | Promise<T>): Promise<T> {
    const before = this.#last;
    const mine = (async (): Promise<T> => {
      await before;
      return work();
    })();
    // Whoever comes next waits for the end of this work, however it ends; its failure is its caller's.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
