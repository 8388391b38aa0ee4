/** What is wrong with an identity, a signature's key or an MSP's configuration. */
export type IdentityErrorCode =
  | 'MALFORMED'
  | 'UNKNOWN_MSP'
  | 'UNTRUSTED'
  | 'REVOKED'
  | 'NO_SINGLE_ROLE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'INVALID_CONFIG';

/** An identity is refused, or an MSP cannot be set up. The message is Fabric's text where Fabric has one. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
  readonly code: IdentityErrorCode;

  constructor(code: IdentityErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
