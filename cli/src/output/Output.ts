/** Where a command writes; the process's own streams, or a test's. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * What a command says. For people: progress and results as lines on standard output. With `json`: exactly one JSON
 * document on standard output, and progress on standard error, where it does not get into the document.
 */
export class Output {
  readonly json: boolean;
  readonly #streams: Streams;

  constructor(json: boolean, streams: Streams) {
    this.json = json;
    this.#streams = streams;
  }

  /** One line of progress. */
  progress(line: string): void {
    const write = this.json ? this.#streams.err : this.#streams.out;
    write(`${line}\n`);
  }

  /** The command's result: `lines` for people, `value` as the one JSON document. */
  result(value: unknown, lines: readonly string[]): void {
    if (this.json) this.#streams.out(`${JSON.stringify(value, undefined, 2)}\n`);
    else this.#streams.out(lines.map((line) => `${line}\n`).join(''));
  }

  /** One of several results of a command that goes on: `text` for people, `value` as a JSON document on a line of its own. */
  line(value: unknown, text: string): void {
    this.#streams.out(`${this.json ? JSON.stringify(value) : text}\n`);
  }

  /** A failure: its code and text on standard error, and with `json` as the one document. */
  failure(code: string, message: string): void {
    this.#streams.err(`${code}: ${message}\n`);
    if (this.json) this.#streams.out(`${JSON.stringify({ error: { code, message } }, undefined, 2)}\n`);
  }
}
