import { CodedError } from '../errors.js';

/** CHANNEL_NOT_READABLE: for somebody else, moved here from elsewhere, or altered. */
export function notReadable(cause?: unknown): CodedError {
  return new CodedError('CHANNEL_NOT_READABLE', 'the letter cannot be opened with our keys', { cause });
}

/** CHANNEL_MALFORMED: opened or not, it has not the form that it should have. */
export function malformed(reason: string, cause?: unknown): CodedError {
  return new CodedError('CHANNEL_MALFORMED', `the letter is malformed: ${reason}`, { cause });
}
