import type { Interface } from 'node:readline/promises';
import { InputError, parseWith } from '@acequia/protocol';
import type { z } from 'zod';
import { CliError } from '../CliError.js';

/** Asks on a terminal until the answer passes its check. */
export class Asker {
  readonly #terminal: Interface;
  readonly #complain: (line: string) => void;
  readonly #closed: Promise<string>;

  constructor(terminal: Interface, complain: (line: string) => void) {
    this.#terminal = terminal;
    this.#complain = complain;
    // A terminal that goes away answers no question, and readline would wait for ever.
    this.#closed = new Promise((_, reject) => {
      terminal.once('close', () => {
        reject(new CliError('INPUT_ENDED', 'the answers ended before all questions were asked'));
      });
    });
    this.#closed.catch(() => undefined);
  }

  /**
   * Asks one question; an empty answer takes the proposal.
   *
   * @throws CliError INPUT_ENDED when there is nobody to answer any more.
   */
  async ask<S extends z.ZodType>(question: string, proposal: string, schema: S): Promise<z.output<S>> {
    for (;;) {
      const answer = await Promise.race([
        this.#terminal.question(`${question} [${proposal}] `),
        this.#closed,
      ]);
      try {
        return parseWith(schema, answer.trim() === '' ? proposal : answer.trim());
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        this.#complain(`  not so: ${error.text.replace('the input ', 'it ')}`);
      }
    }
  }
}
