import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeAtomically } from '../system/writeAtomically.js';
import type { ProcessRecord } from './ProcessRecord.js';

const recordSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['orderer', 'peer', 'embedded', 'chaincode', 'supervisor', 'parent']),
  pid: z.int().positive(),
  startedAt: z.iso.datetime(),
  command: z.string(),
});

/** `processes.json`: who runs. Written at once when a process starts, so that a crash leaves no unknown orphan. */
export class ProcessFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  read(): ProcessRecord[] {
    if (!existsSync(this.#file)) return [];
    return z.array(recordSchema).parse(JSON.parse(readFileSync(this.#file, 'utf8')));
  }

  write(records: readonly ProcessRecord[]): void {
    writeAtomically(this.#file, `${JSON.stringify(records, null, 2)}\n`);
  }
}
