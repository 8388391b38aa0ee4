/** Who gets how much: several shares of the same one are added up, for a key is written once in a transaction. */
export class Shares {
  readonly #amounts = new Map<string, bigint>();

  add(to: string, amount: bigint): void {
    this.#amounts.set(to, this.of(to) + amount);
  }

  of(to: string): bigint {
    return this.#amounts.get(to) ?? 0n;
  }

  /** Those who get something. */
  all(): ReadonlyMap<string, bigint> {
    return new Map([...this.#amounts].filter(([, amount]) => amount !== 0n));
  }
}
