export type DefinitionErrorCode =
  | 'BAD_NAME'
  | 'BAD_VERSION'
  | 'BAD_POLICY'
  | 'UNKNOWN_POLICY'
  | 'BAD_COLLECTION'
  | 'COLLECTION_CHANGED'
  | 'DUPLICATE_CHAINCODE';

/** A chaincode that cannot be defined as the settings have it. The message is Fabric's text where Fabric has one. */
export class DefinitionError extends Error {
  readonly code: DefinitionErrorCode;

  constructor(code: DefinitionErrorCode, text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = 'DefinitionError';
    this.code = code;
  }
}
