import type { common, peer } from '@hyperledger/fabric-protos';
import type { Policy } from '../policies/Policy.js';
import type { Collection } from './Collection.js';

/** A committed chaincode definition. */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  /** `host:port` of the chaincode server. */
  readonly address: string;
  /** By MSP id: the server of an organisation that has its own. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly initRequired: boolean;
  /** As `_lifecycle` stores it. */
  readonly validationParameter: peer.ApplicationPolicy;
  readonly endorsementPolicy: Policy;
  /** The same for planning. */
  readonly endorsementEnvelope: common.SignaturePolicyEnvelope;
  readonly collections: peer.CollectionConfigPackage;
  /** Explicit by name, and implicit ones of member organisations. `undefined`: no such collection. */
  collection(name: string): Collection | undefined;
}
