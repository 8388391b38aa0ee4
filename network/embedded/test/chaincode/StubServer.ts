import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A chaincode server of the real fabric-shim, in a process of its own. */
export class StubServer {
  readonly address: string;
  #process: ChildProcess | undefined;

  constructor(address: string) {
    this.address = address;
  }

  /** On a port that is free now. Not started. */
  static async onFreePort(): Promise<StubServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    server.close();
    await once(server, 'close');
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new StubServer(`127.0.0.1:${address.port}`);
  }

  /** Does not wait until it listens: that is the peer's to do. */
  start(): void {
    const main = fileURLToPath(new URL('stubServerMain.js', import.meta.url));
    const options = {
      ccid: 'stub:1.0',
      address: this.address,
      'grpc.max_send_message_length': -1,
      'grpc.max_receive_message_length': -1,
    };
    this.#process = spawn(process.execPath, [main, JSON.stringify(options)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CORE_CHAINCODE_LOGGING_LEVEL: 'CRITICAL', NODE_NO_WARNINGS: '1' },
    });
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
