/**
 * An error with a code that programs act on. Its message is `CODE: text`, the one form that survives Fabric's wrapping:
 * peers, the Gateway and gRPC put words of their own around it, and {@link parseErrorCode} finds it again.
 */
export class CodedError extends Error {
  override readonly name: string = 'CodedError';
  readonly code: string;
  /** The message without its code, for people. */
  readonly text: string;

  constructor(code: string, text: string, options?: ErrorOptions) {
    super(`${code}: ${text}`, options);
    this.code = code;
    this.text = text;
  }
}

/** Input that does not fit its schema. The text names paths and rules, never the values, which may be private. */
export class InputError extends CodedError {
  override readonly name = 'InputError';

  constructor(text: string) {
    super('INPUT_INVALID', text);
  }
}

const CODED = /(?:^|[\s,"'(])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+): ([^\n]*)/;

/** Finds the first `CODE: text` in a message that other software may have wrapped; undefined when there is none. */
export function parseErrorCode(message: string): { code: string; text: string } | undefined {
  const match = CODED.exec(message);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { code: match[1], text: match[2] };
}
