import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const file = resolve(import.meta.dirname, '../../../answers.json');
const answersSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What real Fabric answered to the named cases: `answers.json`, written by a run with `RECORD=1`. */
export class KnownAnswers {
  readonly #learned: z.infer<typeof answersSchema> = {};
  #answers: z.infer<typeof answersSchema> | undefined;

  /** @throws Error for a case that was never recorded */
  of(service: string, name: string): unknown {
    const answer = this.#learned[service]?.[name] ?? this.#all()[service]?.[name];
    if (answer === undefined) throw new Error(`${file} has no answer for ${name}: record it with RECORD=1`);
    return answer;
  }

  learn(service: string, name: string, answer: unknown): void {
    (this.#learned[service] ??= {})[name] = answer;
  }

  write(): void {
    writeFileSync(file, `${JSON.stringify(this.#learned, null, 2)}\n`);
  }

  #all(): z.infer<typeof answersSchema> {
    this.#answers ??= answersSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return this.#answers;
  }
}
