import type { StateEntry } from '../ledger/StateEntry.js';
import { hashedSpace, publicSpace } from '../ledger/spaces.js';
import type { NamespaceRecord } from './NamespaceRecord.js';
import { sha256 } from '../ledger/sha256.js';
import { sortedByKey } from './sortedByKey.js';
import type { NamespaceFootprint, SimulationFootprint } from './TxSimulator.js';

type Committed = (space: string, key: Uint8Array) => StateEntry | undefined;

/** Whose policies a simulation needs: the rules by which Fabric's endorser builds a ChaincodeInterest. */
export function footprintOf(
  namespaces: ReadonlyMap<string, NamespaceRecord>,
  committed: Committed,
): SimulationFootprint {
  const footprints = sortedByKey(namespaces).map(
    ([namespace, record]) => [namespace, ofNamespace(namespace, record, committed)] as const,
  );
  return { namespaces: new Map(footprints) };
}

function ofNamespace(namespace: string, record: NamespaceRecord, committed: Committed): NamespaceFootprint {
  const space = publicSpace(namespace);
  const { policies, anyWithout } = record.writtenPolicies((key) => committed(space, Buffer.from(key)));
  const keyPolicies = [...policies];
  const collections = new Map<string, { readonly privateReads: boolean }>();
  let hasWrites = record.hasWrites;
  for (const [name, uses] of sortedByKey(record.collections)) {
    const collectionSpace = hashedSpace(namespace, name);
    const written = uses.writtenPolicies((key) => committed(collectionSpace, sha256(key)));
    keyPolicies.push(...written.policies);
    hasWrites ||= uses.hasWrites;
    if (written.anyWithout || uses.readInClear) collections.set(name, { privateReads: uses.readInClear });
  }
  return { collections, chaincodePolicyRequired: anyWithout || !hasWrites, keyPolicies };
}
