import { common, peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../../src/definitions/ChaincodeDefinition.js';
import type { Collection } from '../../src/definitions/Collection.js';
import type { Definitions } from '../../src/definitions/Definitions.js';

/** Chaincodes with the collections `open` (anybody), `closed` (members of Org1MSP only), `readable`, `writable`. */
export function testDefinitions(
  chaincodes: readonly (Pick<ChaincodeDefinition, 'name' | 'address'> & Partial<ChaincodeDefinition>)[],
): Definitions {
  const all = chaincodes.map((chaincode) => definition(chaincode));
  return { all, find: (name) => all.find((one) => one.name === name) };
}

function definition(
  chaincode: Pick<ChaincodeDefinition, 'name' | 'address'> & Partial<ChaincodeDefinition>,
): ChaincodeDefinition {
  const collections = [
    collection('open', false, false),
    collection('closed', true, true),
    collection('readable', false, true),
    collection('writable', true, false),
  ];
  return {
    version: '1.0',
    sequence: 1,
    addresses: {},
    initRequired: false,
    validationParameter: new peer.ApplicationPolicy(),
    endorsementPolicy: { evaluateSignedData: () => undefined, evaluateIdentities: () => undefined },
    endorsementEnvelope: new common.SignaturePolicyEnvelope(),
    collections: new peer.CollectionConfigPackage(),
    collection: (name) => collections.find((one) => one.name === name),
    ...chaincode,
  };
}

function collection(name: string, memberOnlyRead: boolean, memberOnlyWrite: boolean): Collection {
  return {
    name,
    config: new peer.StaticCollectionConfig(),
    memberMspIds: new Set(['Org1MSP']),
    memberOnlyRead,
    memberOnlyWrite,
    blockToLive: 0,
    endorsementPolicy: undefined,
    endorsementEnvelope: undefined,
    isMember: (identity) => identity.mspId === 'Org1MSP',
  };
}
