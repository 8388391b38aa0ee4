import { parseArgs } from 'node:util';
import { CodedError } from '@acequia/protocol';
import { pino } from 'pino';
import { Agent } from './Agent.js';
import { loadConfig } from './config.js';

/** `node main.js --config FILE`: runs a home's agent until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  if (values.config === undefined) throw new CodedError('CONFIG_MISSING', 'say which with --config FILE');
  const config = await loadConfig(values.config);
  const log = pino({ level: config.logLevel, base: { home: config.homeId } });
  const agent = new Agent(config, log);
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  try {
    await agent.start();
    await Promise.race([agent.run().then(() => stopped), stopped]);
  } finally {
    await agent.stop();
    log.info('the agent has stopped');
  }
}

try {
  await main();
} catch (error) {
  const known = error instanceof CodedError;
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
