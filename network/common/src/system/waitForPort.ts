import { connect } from 'node:net';
import { retry } from './retry.js';

/** Waits until something listens. @throws NetworkError `NOT_READY` */
export async function waitForPort(
  name: string,
  host: string,
  port: number,
  timeoutMs: number,
): Promise<void> {
  await retry(`${name} does not listen`, timeoutMs, async () => tryConnect(host, port), 100);
}

async function tryConnect(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
