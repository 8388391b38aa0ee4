/** A transaction that does not count, with the code that its block records. The message is Fabric's text, for a log. */
export class InvalidTransaction extends Error {
  override readonly name = 'InvalidTransaction';
  /** `peer.TxValidationCode` */
  readonly code: number;

  constructor(code: number, text: string, options?: ErrorOptions) {
    super(text, options);
    this.code = code;
  }
}
