#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { CodedError } from '@acequia/protocol';
import { loadConfig } from './config.js';
import { createLogger } from './process/createLogger.js';
import { digestCommand } from './process/digestCommand.js';
import { rebuildCommand } from './process/rebuildCommand.js';
import { serveCommand } from './process/serveCommand.js';

const USAGE = 'usage: main.js --config FILE [rebuild | digest]';

const commands = { serve: serveCommand, rebuild: rebuildCommand, digest: digestCommand } as const;

async function main(): Promise<void> {
  const { config: file, command } = readArguments();
  const config = await loadConfig(file);
  await commands[command](config, createLogger(config));
}

function readArguments(): { config: string; command: keyof typeof commands } {
  const { values, positionals } = parseArgs({
    options: { config: { type: 'string' } },
    allowPositionals: true,
  });
  const [command = 'serve', ...more] = positionals;
  const isCommand = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);
  if (values.config === undefined || more.length > 0 || !isCommand(command)) {
    throw new CodedError('USAGE_WRONG', USAGE);
  }
  return { config: values.config, command };
}

// What this process writes is for its own user alone.
process.umask(0o077);
try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof CodedError ? error.message : String(error)}\n`);
  process.exitCode = error instanceof CodedError && error.code === 'USAGE_WRONG' ? 2 : 1;
}
