/** Names of the key spaces of the state database. A chaincode's name holds none of the separators. */

/** Public state of a chaincode: its keys are UTF-8. */
export function publicSpace(namespace: string): string {
  return namespace;
}

/** SHA-256 of a collection's values, by SHA-256 of their keys: the same on every peer. */
export function hashedSpace(namespace: string, collection: string): string {
  return `${namespace}$$h${collection}`;
}

/** A collection's values as one organisation's peer holds them; keys are UTF-8. */
export function privateSpace(mspId: string, namespace: string, collection: string): string {
  return `${mspId}$$p${namespace}$$${collection}`;
}
