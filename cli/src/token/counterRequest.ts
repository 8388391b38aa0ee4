import { random16Hex, random16HexSchema } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { Output } from '../output/Output.js';
import { decisionRequestId } from './decisionRequestId.js';

/** What a household asks of the counter or the bank, and how it is to be known when it is asked again. */
export interface CounterRequest {
  /** What is done, and by which home. */
  readonly step: string;
  readonly amount: string;
  /** 32 hex digits, of the command that is given again; drawn when absent. */
  readonly name: string | undefined;
}

/**
 * The request id of something that must not be done twice, and before it is sent, a line by which who is interrupted can give it again. With
 * another step or amount it is another request.
 *
 * @throws CliError REQUEST_INVALID.
 */
export function counterRequest({ step, amount, name }: CounterRequest, output: Output): string {
  const chosen = name ?? random16Hex();
  if (!random16HexSchema.safeParse(chosen).success) {
    throw new CliError('REQUEST_INVALID', 'a request is named by 32 of the digits 0-9 and a-f');
  }
  output.progress(`If this is interrupted, the same command with --request ${chosen} does it once in all.`);
  return decisionRequestId(step, chosen, amount);
}
