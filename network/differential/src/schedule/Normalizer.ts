/** Gives what differs between networks for no reason of theirs a name: transaction ids, addresses, times. */
export class Normalizer {
  readonly #names = new Map<string, string>();

  get names(): ReadonlyMap<string, string> {
    return this.#names;
  }

  name(transactionId: string, name: string): void {
    this.#names.set(transactionId, name);
  }

  /** The same JSON value with every text in it made comparable. */
  normalize(value: unknown): unknown {
    const text = JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'string' ? this.#text(part) : part,
    );
    const normalized: unknown = JSON.parse(text);
    return normalized;
  }

  #text(text: string): string {
    let named = text;
    for (const [id, name] of this.#names) {
      // Peers log the first eight digits of an id.
      const short = id.slice(0, 8);
      if (named.includes(short))
        named = named.replaceAll(id, `<tx ${name}>`).replaceAll(short, `<tx ${name}>`);
    }
    return (
      named
        .replaceAll(/\b(?:127\.0\.0\.1|localhost):\d+/g, '<address>')
        .replaceAll(/payload is \d+ bytes/g, 'payload is <number> bytes')
        // Go's protobuf draws, a build at a time, which of the two spaces its errors have.
        .replaceAll('\u00a0', ' ')
        .replaceAll(/BlockNum: \d+/g, 'BlockNum: <number>')
        .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?Z| \+0000 UTC)?/g, '<time>')
    );
  }
}
