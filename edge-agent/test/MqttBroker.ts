import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect as dial, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { waitFor } from './waitFor.js';

const ENVIRONMENT = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` };

/** Mosquitto on a port of the loopback address, with one user. */
export class MqttBroker {
  readonly #folder: string;
  #port = 0;
  #process: ChildProcess | undefined;

  /** @throws Error TOOL_MISSING. */
  constructor(folder: string, user: string, password: string) {
    const passwords = join(folder, 'passwords');
    const made = spawnSync('mosquitto_passwd', ['-b', '-c', passwords, user, password], { env: ENVIRONMENT });
    if (made.status !== 0) throw new Error('TOOL_MISSING: install mosquitto');
    this.#folder = folder;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${String(this.#port)}`;
  }

  /** Starts it, on the same port each time. */
  async start(): Promise<void> {
    if (this.#port === 0) this.#port = await freePort();
    const config = join(this.#folder, 'mosquitto.conf');
    const lines = [
      `listener ${String(this.#port)} 127.0.0.1`,
      'allow_anonymous false',
      `password_file ${join(this.#folder, 'passwords')}`,
      // Started by root it would become a user who may not read the folder.
      ...(process.getuid?.() === 0 ? ['user root'] : []),
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    this.#process = spawn('mosquitto', ['-c', config], { stdio: 'ignore', env: ENVIRONMENT });
    await waitFor('mosquitto', () => answers(this.#port));
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (running?.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
    this.#process = undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1');
    const end = (isUp: boolean): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.on('connect', () => {
      end(true);
    });
    socket.on('error', () => {
      end(false);
    });
  });
}
