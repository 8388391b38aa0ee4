import { isDeepStrictEqual } from 'node:util';
import type { ChaincodeSettings } from '../settings/embeddedSettings.js';
import { DefinitionError } from './DefinitionError.js';
import type { StoredDefinition } from './StoredDefinition.js';

/**
 * The channel's definitions after a start with these settings. A definition that changed gets its next sequence; a new
 * address alone is no change. As on a Fabric channel nothing is ever undefined: a chaincode that the settings no longer
 * name stays as it was.
 *
 * @returns in the order of the names
 * @throws DefinitionError DUPLICATE_CHAINCODE for a name that is there twice; COLLECTION_CHANGED for a collection that is
 *   gone, or whose block-to-live is another one
 */
export function nextDefinitions(
  stored: readonly StoredDefinition[],
  settings: readonly ChaincodeSettings[],
): readonly StoredDefinition[] {
  const definitions = new Map(stored.map((definition) => [definition.chaincode.name, definition]));
  const named = new Set<string>();
  for (const chaincode of settings) {
    if (named.has(chaincode.name)) {
      throw new DefinitionError('DUPLICATE_CHAINCODE', `chaincode '${chaincode.name}' is defined twice`);
    }
    named.add(chaincode.name);
    definitions.set(chaincode.name, nextDefinition(definitions.get(chaincode.name), chaincode));
  }
  return [...definitions.values()].sort((left, right) =>
    left.chaincode.name < right.chaincode.name ? -1 : 1,
  );
}

function nextDefinition(
  stored: StoredDefinition | undefined,
  chaincode: ChaincodeSettings,
): StoredDefinition {
  if (stored === undefined) {
    return { sequence: 1, chaincode };
  }
  requireCollectionsKept(stored.chaincode, chaincode);
  const same = isDeepStrictEqual(withoutAddresses(stored.chaincode), withoutAddresses(chaincode));
  return { sequence: same ? stored.sequence : stored.sequence + 1, chaincode };
}

function withoutAddresses(chaincode: ChaincodeSettings): ChaincodeSettings {
  return { ...chaincode, address: '', addresses: {} };
}

/** Fabric: core/chaincode/lifecycle/scc.go, validateCollConfigsAgainstCommittedDef. */
function requireCollectionsKept(stored: ChaincodeSettings, proposed: ChaincodeSettings): void {
  if (stored.collections.length > 0 && proposed.collections.length === 0) {
    throw new DefinitionError(
      'COLLECTION_CHANGED',
      'the proposed collection config does not contain previously defined collections',
    );
  }
  for (const { name, blockToLive } of stored.collections) {
    const collection = proposed.collections.find((candidate) => candidate.name === name);
    if (collection === undefined) {
      throw new DefinitionError(
        'COLLECTION_CHANGED',
        `existing collection [${name}] missing in the proposed collection configuration`,
      );
    }
    if (collection.blockToLive !== blockToLive) {
      throw new DefinitionError(
        'COLLECTION_CHANGED',
        `the BlockToLive in an existing collection [${name}] modified. Existing value [${blockToLive}]`,
      );
    }
  }
}
