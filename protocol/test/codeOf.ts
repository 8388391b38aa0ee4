import { CodedError } from '../src/errors.js';

/** The code that something is refused with; `undefined` when it is not. @throws what is no CodedError. */
export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}
