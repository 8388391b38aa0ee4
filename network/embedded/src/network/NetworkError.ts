/** Why a network cannot start. */
export type NetworkErrorCode =
  'SETTINGS_CHANGED' | 'SETTINGS_UNREADABLE' | 'SETTINGS_INVALID' | 'IDENTITIES_CHANGED';

/** A network that cannot start, and what its owner can do. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: NetworkErrorCode;

  constructor(code: NetworkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
