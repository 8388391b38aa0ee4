import { KeyEndorsementPolicy } from 'fabric-shim';

/** A key's policy that needs a peer of each of the organisations; no bytes, which means no policy, for none. */
export function keyPolicy(mspIds: readonly string[]): Uint8Array {
  if (mspIds.length === 0) return new Uint8Array();
  const policy = new KeyEndorsementPolicy();
  policy.addOrgs('PEER', ...mspIds);
  return policy.getPolicy();
}
