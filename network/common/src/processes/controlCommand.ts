import { constants } from 'node:os';
import { z } from 'zod';

const signal = z.custom<NodeJS.Signals>(
  (value) => typeof value === 'string' && value in constants.signals,
  'a signal such as SIGKILL',
);

/** One line of JSON on the supervisor's socket, answered by one line `{ok: true, result}` or `{ok: false, error}`. */
export const controlCommand = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('status') }),
  z.strictObject({ command: z.literal('stop') }),
  z.strictObject({ command: z.literal('kill'), name: z.string(), signal, hold: z.boolean() }),
  z.strictObject({ command: z.literal('start'), name: z.string() }),
]);
export type ControlCommand = z.infer<typeof controlCommand>;
