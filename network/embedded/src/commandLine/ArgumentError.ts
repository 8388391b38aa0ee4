/** What is wrong with the command line; its message is for whoever typed it. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
  readonly code = 'ARGUMENT_INVALID';
}
