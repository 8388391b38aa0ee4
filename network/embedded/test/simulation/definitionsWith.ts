import { common, peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../../src/definitions/ChaincodeDefinition.js';
import type { Collection } from '../../src/definitions/Collection.js';
import type { Definitions } from '../../src/definitions/Definitions.js';
import type { Policy } from '../../src/policies/Policy.js';

/** Definitions of chaincodes with these collections; of collections, only names matter. */
export function definitionsWith(collections: Readonly<Record<string, readonly string[]>>): Definitions {
  const all = Object.entries(collections).map(([name, names]) => definitionOf(name, names));
  return { all, find: (name) => all.find((definition) => definition.name === name) };
}

const anyone: Policy = { evaluateSignedData: () => undefined, evaluateIdentities: () => undefined };

function definitionOf(name: string, collections: readonly string[]): ChaincodeDefinition {
  return {
    name,
    version: '1.0',
    sequence: 1,
    address: '127.0.0.1:9999',
    addresses: {},
    initRequired: false,
    validationParameter: new peer.ApplicationPolicy(),
    endorsementPolicy: anyone,
    endorsementEnvelope: new common.SignaturePolicyEnvelope(),
    collections: new peer.CollectionConfigPackage(),
    collection: (wanted) => (collections.includes(wanted) ? collectionOf(wanted) : undefined),
  };
}

function collectionOf(name: string): Collection {
  return {
    name,
    config: new peer.StaticCollectionConfig(),
    memberMspIds: new Set(['Org1MSP']),
    memberOnlyRead: false,
    memberOnlyWrite: false,
    blockToLive: 0,
    endorsementPolicy: undefined,
    endorsementEnvelope: undefined,
    isMember: () => true,
  };
}
