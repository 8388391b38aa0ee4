import { CommanderError } from 'commander';
import { buildProgram } from './buildProgram.js';
import { codeOfError } from './codeOfError.js';
import { Output, type Streams } from './output/Output.js';

/** Exit codes of every command. */
const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/**
 * Runs one command line.
 *
 * @param args without the program's own name.
 * @returns the exit code: 0 done, 1 failed with a coded error line, 2 not a command line that we understand.
 */
export async function runCli(args: readonly string[], streams: Streams): Promise<number> {
  const output = new Output(args.includes('--json'), streams);
  try {
    await buildProgram(streams).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return endOfParsing(error, output);
    const coded = codeOfError(error);
    if (coded === undefined)
      output.failure('UNEXPECTED_ERROR', error instanceof Error ? (error.stack ?? '') : String(error));
    else output.failure(coded.code, coded.text);
    return EXIT.failed;
  }
}

// Commander ends --help and --version by an error too, with exit code 0; what it had to say it has said already.
function endOfParsing(error: CommanderError, output: Output): number {
  if (error.exitCode === 0) return EXIT.ok;
  if (output.json) output.failure('USAGE_WRONG', error.message);
  return EXIT.usage;
}
