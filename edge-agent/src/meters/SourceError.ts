import { CodedError } from '@acequia/protocol';

/** A file of measured data that cannot be read. The text says where, never what stands there. */
export class SourceError extends CodedError {
  override readonly name = 'SourceError';

  constructor(text: string, options?: ErrorOptions) {
    super('SOURCE_UNREADABLE', text, options);
  }
}
