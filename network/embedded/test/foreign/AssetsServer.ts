import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../test/foreign/chaincode', import.meta.url));
const command = createRequire(import.meta.url).resolve('fabric-shim/cli.js');

/** The chaincode of this folder in fabric-shim's own server, started as its documentation says. */
export class AssetsServer {
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;

  constructor(name: string, port: number) {
    const options = { 'chaincode-address': `127.0.0.1:${port}`, 'chaincode-id': `${name}:1.0` };
    this.#args = [
      ...[command, 'server', '--module-path', folder],
      ...Object.entries(options).map(([option, value]) => `--${option}=${value}`),
    ];
  }

  /** Does not wait until it listens: that is the peer's to do. */
  start(): void {
    this.#child = spawn(process.execPath, this.#args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CORE_CHAINCODE_LOGGING_LEVEL: 'CRITICAL', NODE_NO_WARNINGS: '1' },
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
