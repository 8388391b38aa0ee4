import { peer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { ChaincodeSettings } from '../settings/embeddedSettings.js';
import type { ChaincodeDefinition } from './ChaincodeDefinition.js';
import type { Collection } from './Collection.js';
import { channelPolicyRule } from './channelPolicyRule.js';
import { createCollection } from './createCollection.js';
import { DefinitionError } from './DefinitionError.js';
import { resolvePolicy } from './resolvePolicy.js';
import { signaturePolicyRule } from './signaturePolicyRule.js';
import type { StaticCollection } from './StaticCollection.js';
import type { StoredDefinition } from './StoredDefinition.js';

const systemChaincodes: ReadonlySet<string> = new Set(['cscc', 'escc', 'lscc', 'qscc', 'vscc']);

/**
 * A chaincode's definition, checked as `_lifecycle` checks it (Fabric: core/chaincode/lifecycle/scc.go).
 *
 * @param implicit the channel's implicit collections by name
 * @throws DefinitionError
 */
export function createDefinition(
  { chaincode, sequence }: StoredDefinition,
  bundle: ChannelBundle,
  implicit: ReadonlyMap<string, Collection>,
): ChaincodeDefinition {
  requireNames(chaincode);
  const explicit = explicitCollections(chaincode, bundle);
  const { policy: rule } = chaincode;
  const validationParameter = rule.startsWith('/') ? channelPolicyRule(rule) : signaturePolicyRule(rule);
  const { policy, envelope } = resolvePolicy(validationParameter, bundle.policies);
  const collections: ReadonlyMap<string, Collection> = new Map<string, Collection>([
    ...explicit.map((collection) => [collection.name, collection] as const),
    ...implicit,
  ]);
  return {
    name: chaincode.name,
    version: chaincode.version,
    sequence,
    address: chaincode.address,
    addresses: chaincode.addresses,
    initRequired: chaincode.initRequired,
    validationParameter,
    endorsementPolicy: policy,
    endorsementEnvelope: envelope,
    collections: packageOf(explicit),
    collection: (name) => collections.get(name),
  };
}

function requireNames({ name, version }: ChaincodeSettings): void {
  if (systemChaincodes.has(name)) {
    throw new DefinitionError('BAD_NAME', `chaincode name '${name}' is the name of a system chaincode`);
  }
  if (!/^[A-Za-z0-9_.+-]+$/.test(version)) {
    throw new DefinitionError(
      'BAD_VERSION',
      `invalid chaincode version '${version}'. Versions can only consist of alphanumerics, '_', '-', '+', and '.'`,
    );
  }
}

function explicitCollections(
  chaincode: ChaincodeSettings,
  bundle: ChannelBundle,
): readonly StaticCollection[] {
  const names = new Set<string>();
  return chaincode.collections.map((settings) => {
    if (names.has(settings.name)) {
      throw new DefinitionError(
        'BAD_COLLECTION',
        `collection-name: ${settings.name} -- found duplicate in collection configuration`,
      );
    }
    names.add(settings.name);
    return createCollection(settings, bundle);
  });
}

function packageOf(collections: readonly StaticCollection[]): peer.CollectionConfigPackage {
  const configs = collections.map(({ config }) => {
    const collection = new peer.CollectionConfig();
    collection.setStaticCollectionConfig(config);
    return collection;
  });
  const configPackage = new peer.CollectionConfigPackage();
  configPackage.setConfigList(configs);
  return configPackage;
}
