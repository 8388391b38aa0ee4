import { readFile } from 'node:fs/promises';
import { parseJsonWith } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import { writeAtomically } from '../run/writeAtomically.js';
import { initStateSchema, type InitState } from './initStateSchema.js';

/** Keeps what init decided and how far it came, in one private file. */
export class InitStore {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** What an earlier init decided; undefined when there was none. */
  async find(): Promise<InitState | undefined> {
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    return parseJsonWith(initStateSchema, text);
  }

  /**
   * As {@link find}, where there must have been one.
   *
   * @throws CliError RUN_MISSING
   */
  async get(): Promise<InitState> {
    const state = await this.find();
    if (state !== undefined) return state;
    throw new CliError(
      'RUN_MISSING',
      `there is no ${this.#file}: run \`acequia init\` first, or name its folder with --run`,
    );
  }

  // The file tells which home holds which account: that is private.
  async save(state: InitState): Promise<void> {
    await writeAtomically(this.#file, `${JSON.stringify(state, undefined, 2)}\n`, 0o600);
  }
}
