import { CodedError } from '@acequia/protocol';

export type RegistryErrorCode =
  | 'DEVICE_DIFFERS'
  | 'DEVICE_NOT_REPLACEABLE'
  | 'HOME_MSP_DIFFERS'
  | 'HOME_REVOKED'
  | 'PARTY_SELF'
  | 'ROLE_MSP_DIFFERS'
  | 'STATUS_FINAL';

/** A refusal of the registry. */
export class RegistryError extends CodedError {
  override readonly name = 'RegistryError';
  override readonly code: RegistryErrorCode;

  constructor(code: RegistryErrorCode, text: string) {
    super(code, text);
    this.code = code;
  }
}
