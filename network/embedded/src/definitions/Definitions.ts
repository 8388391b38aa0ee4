import type { ChaincodeDefinition } from './ChaincodeDefinition.js';

/** The channel's committed chaincode definitions. */
export interface Definitions {
  readonly all: readonly ChaincodeDefinition[];
  find(name: string): ChaincodeDefinition | undefined;
}
