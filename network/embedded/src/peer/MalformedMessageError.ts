/** Bytes of a client that are not the message that they should be. */
export class MalformedMessageError extends Error {
  constructor(text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = 'MalformedMessageError';
  }
}
