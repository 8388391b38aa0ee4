import { CodedError } from '@acequia/protocol';

/** The home's way to the mailbox. @throws CodedError CHANNEL_MISSING where it has none. */
export function requireChannel<S>(send: S | undefined): S {
  if (send !== undefined) return send;
  throw new CodedError(
    'CHANNEL_MISSING',
    'this home has no way to the community’s mailbox: configure `channel`',
  );
}
