import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { z } from 'zod';
import { NetworkError } from '../NetworkError.js';
import type { ControlCommand } from './controlCommand.js';
import type { ProcessStatus } from './ProcessStatus.js';

const controlSchema = z.object({ socket: z.string() });
const answerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    result: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['orderer', 'peer', 'embedded', 'chaincode']),
        mspIds: z.array(z.string()),
        state: z.enum(['running', 'waiting', 'held', 'stopped']),
        pid: z.int().optional(),
        uptimeSeconds: z.number().optional(),
        restarts: z.int(),
      }),
    ),
  }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);

/** Talks to a network's supervisor. */
export class SupervisorClient {
  readonly #controlFile: string;

  constructor(controlFile: string) {
    this.#controlFile = controlFile;
  }

  /** @throws NetworkError `NOT_RUNNING` when no supervisor answers, or the supervisor's own refusal. */
  async send(command: ControlCommand, timeoutMs = 10_000): Promise<ProcessStatus[]> {
    if (!existsSync(this.#controlFile)) throw new NetworkError('NOT_RUNNING', 'the network is not running');
    const { socket } = controlSchema.parse(JSON.parse(readFileSync(this.#controlFile, 'utf8')));
    const answer = answerSchema.parse(JSON.parse(await exchange(socket, JSON.stringify(command), timeoutMs)));
    if (answer.ok) return answer.result as ProcessStatus[];
    const { code, message } = answer.error;
    throw new NetworkError(code, message.replace(`${code}: `, ''));
  }

  /** Whether a supervisor answers. */
  async answers(): Promise<boolean> {
    try {
      await this.send({ command: 'status' });
      return true;
    } catch (error) {
      if (error instanceof NetworkError && error.code === 'NOT_RUNNING') return false;
      throw error;
    }
  }
}

async function exchange(path: string, line: string, timeoutMs: number): Promise<string> {
  return await new Promise<string>((resolve, reject) => {
    let answer = '';
    const fail = (error: Error): void => {
      reject(
        new NetworkError('NOT_RUNNING', `the supervisor does not answer: ${error.message}`, { cause: error }),
      );
    };
    const socket = connect(path, () => socket.write(`${line}\n`));
    socket
      .setEncoding('utf8')
      .setTimeout(timeoutMs, () => socket.destroy(new Error(`silent for ${timeoutMs} ms`)));
    socket.on('data', (text: string) => (answer += text));
    socket.once('error', fail);
    socket.once('end', () => {
      if (answer.endsWith('\n')) resolve(answer);
      else fail(new Error('closed early'));
      socket.end();
    });
  });
}
