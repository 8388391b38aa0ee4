import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parseJsonWith } from '../parseWith.js';
import type { EventPosition } from './EventPosition.js';
import { writeFileDurably } from '../files/writeFileDurably.js';

const positionSchema = z.strictObject({
  block: z.int().min(0),
  afterTransactionId: z.string().min(1).optional(),
});

/**
 * Keeps a reader's position in a file, whole after a kill at any moment. Save after the effects are durable: what lay
 * between is then delivered again, and nothing is missed.
 */
export class FileCheckpoint {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * The position saved last; undefined before the first.
   *
   * @throws InputError INPUT_INVALID when the file was changed by something else.
   */
  async load(): Promise<EventPosition | undefined> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    const { block, afterTransactionId } = parseJsonWith(positionSchema, text);
    return { block, ...(afterTransactionId === undefined ? {} : { afterTransactionId }) };
  }

  async save(position: EventPosition): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFileDurably(this.#path, `${JSON.stringify(position)}\n`);
  }
}
