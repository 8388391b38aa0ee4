import type { Logger } from 'pino';
import type { GatewayConfig } from '../config.js';
import { Gateway } from './Gateway.js';

/** Runs the gateway until it is asked to end. Prints one line when its API answers. */
export async function serveCommand(config: GatewayConfig, log: Logger): Promise<void> {
  const gateway = new Gateway(config, log);
  const ended = endSignal();
  const api = await gateway.start();
  process.stdout.write(`${JSON.stringify({ ready: true, api })}\n`);
  log.info({ api, signal: await ended }, 'stopping');
  await gateway.stop();
}

async function endSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        resolve(signal);
      });
    }
  });
}
