import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NetworkError } from '../NetworkError.js';
import { controlCommand, type ControlCommand } from './controlCommand.js';

/** The longest path that every system takes for a unix socket. */
const longestSocketPath = 100;

/** Takes commands on a unix socket, one line each. */
export class ControlServer {
  readonly #handle: (command: ControlCommand) => Promise<unknown>;
  readonly #preferred: string;
  #server: Server | undefined;
  #temporary: string | undefined;

  /** @param folder where the socket lies, unless the path would be too long: then in the system's temporary folder */
  constructor(folder: string, handle: (command: ControlCommand) => Promise<unknown>) {
    this.#preferred = join(folder, 'control.sock');
    this.#handle = handle;
  }

  /** Gives the socket's path. */
  async start(): Promise<string> {
    const path = this.#socketPath();
    rmSync(path, { force: true });
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      this.#serve(socket);
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    return path;
  }

  stop(): void {
    this.#server?.close();
    if (this.#temporary !== undefined) rmSync(this.#temporary, { recursive: true, force: true });
  }

  #socketPath(): string {
    if (this.#preferred.length <= longestSocketPath) return this.#preferred;
    this.#temporary = mkdtempSync(join(tmpdir(), 'acequia-'));
    return join(this.#temporary, 'control.sock');
  }

  #serve(socket: Socket): void {
    let line = '';
    socket.setEncoding('utf8');
    socket.on('error', (error) => process.stderr.write(`control socket: ${error.message}\n`));
    socket.on('data', (text: string) => {
      line += text;
      if (!line.includes('\n')) return;
      socket.removeAllListeners('data');
      void this.#answer(line).then((answer) => socket.end(`${JSON.stringify(answer)}\n`));
    });
  }

  async #answer(line: string): Promise<object> {
    try {
      return { ok: true, result: await this.#handle(parseCommand(line)) };
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      return { ok: false, error: { code: error.code, message: error.message } };
    }
  }
}

function parseCommand(line: string): ControlCommand {
  try {
    return controlCommand.parse(JSON.parse(line));
  } catch (error) {
    throw new NetworkError('BAD_COMMAND', 'the supervisor did not understand', { cause: error });
  }
}
