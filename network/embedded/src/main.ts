import { ArgumentError } from './commandLine/ArgumentError.js';
import { parseArguments } from './commandLine/parseArguments.js';
import { usage } from './commandLine/usage.js';
import { EmbeddedNetwork } from './network/EmbeddedNetwork.js';

/** How long a second signal or a slow client may keep the process from ending. */
const stopTimeoutMs = 15_000;

function log(text: string): void {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
}

function fail(error: unknown): void {
  log(error instanceof Error ? describe(error) : String(error));
  process.exitCode = 1;
}

function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return error.message.startsWith(code) ? error.message : `${code}${error.message}`;
}

async function main(): Promise<void> {
  const command = parseArguments(process.argv.slice(2));
  if (command.kind === 'help') {
    process.stdout.write(usage);
    return;
  }
  const { settings, dir, dataDir } = command;
  const network = new EmbeddedNetwork({ settings, identitiesDir: dir, dataDir, log });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log('not everything ended in time');
      process.exit(1);
    }, stopTimeoutMs).unref();
    network.stop().catch(fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const ready = await network.start();
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

main().catch((error: unknown) => {
  fail(error);
  if (error instanceof ArgumentError) process.stderr.write('Try --help.\n');
});
