import { z } from 'zod';

const readySchema = z.object({ ready: z.literal(true), api: z.url() });

/** The API's URL in the one line that a gateway prints when it is ready; undefined of any other line. */
export function readyLine(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return readySchema.safeParse(JSON.parse(line)).data?.api;
  } catch {
    // Not JSON, so not that line: whatever else a program prints goes to its log.
    return undefined;
  }
}
