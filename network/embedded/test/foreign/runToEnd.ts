import { NetworkProcess } from './NetworkProcess.js';

/** Runs the command, which is expected to refuse its arguments or its folder. */
export async function runToEnd(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly errors: string }> {
  const command = new NetworkProcess(args);
  const code = await command.ended();
  // Without the time of day, which begins each line.
  return { code, errors: command.errors.replace(/^\S+Z /gm, '').trimEnd() };
}
