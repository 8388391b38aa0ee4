import type { Definitions } from '../definitions/Definitions.js';

/**
 * The block at whose commit goes what this one writes to a collection: block-to-live further blocks have lived with it then
 * (Fabric: core/ledger/pvtdatapolicy). `undefined`: it stays for ever.
 */
export function expiringBlock(
  definitions: Definitions,
  namespace: string,
  collection: string,
  block: number,
): number | undefined {
  const blockToLive = definitions.find(namespace)?.collection(collection)?.blockToLive ?? 0;
  return blockToLive === 0 ? undefined : block + blockToLive + 1;
}
