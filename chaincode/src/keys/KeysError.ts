import { CodedError } from '@acequia/protocol';

export type KeysErrorCode =
  | 'COMMUNITY_KEY_OLD'
  | 'COMMUNITY_KEY_UNKNOWN'
  | 'EPOCH_EXISTS'
  | 'EPOCH_GAP'
  | 'EPOCH_IN_FUTURE'
  | 'EPOCH_NOTES_INVALID'
  | 'EPOCH_OVERLAP'
  | 'KEY_DESTROYED'
  | 'KEY_PERIOD_UNEXPECTED'
  | 'KEY_REUSED'
  | 'KEY_STILL_CURRENT'
  | 'KEY_VERSION_GAP'
  | 'SEALING_KEY_INVALID';

/** A refusal of the keys' domain. */
export class KeysError extends CodedError {
  override readonly name = 'KeysError';
  override readonly code: KeysErrorCode;

  constructor(code: KeysErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
