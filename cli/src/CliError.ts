import { CodedError } from '@acequia/protocol';

/** What went wrong in a command, with a code: INPUT_INVALID, NETWORK_MISSING, RUN_MISSING, API_UNREACHABLE … */
export class CliError extends CodedError {
  override readonly name = 'CliError';
}
