import { parseWith } from '@acequia/protocol';
import { z } from 'zod';
import { CliError } from '../CliError.js';

const TIMEOUT_MS = 30_000;
const failureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Reads a gateway's API. */
export class ApiClient {
  readonly #base: string;

  /** @param base such as http://127.0.0.1:8080 */
  constructor(base: string) {
    this.#base = base.replace(/\/$/, '');
  }

  get url(): string {
    return this.#base;
  }

  /**
   * @param path with its query, such as `/homes/SH1/use?period=2016-09`.
   * @throws CliError API_UNREACHABLE, API_ANSWER_INVALID, or the API's own code and message.
   */
  async get<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
    let response: Response;
    try {
      response = await fetch(this.#base + path, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw new CliError(
        'API_UNREACHABLE',
        `no gateway answers at ${this.#base}: start it with \`acequia run\``,
        {
          cause,
        },
      );
    }
    const body: unknown = await response.json().catch((cause: unknown) => {
      throw new CliError('API_ANSWER_INVALID', `${this.#base}${path} did not answer with JSON`, { cause });
    });
    if (response.ok) return parseWith(schema, body);
    const failure = failureSchema.safeParse(body);
    if (failure.success) throw new CliError(failure.data.error.code, failure.data.error.message);
    throw new CliError('API_ANSWER_INVALID', `${path} failed with HTTP status ${String(response.status)}`);
  }
}
