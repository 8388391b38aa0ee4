import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import type { SignedData } from '../../src/policies/SignedData.js';

/** The same message signed by each. */
export function signedData(...signers: readonly SigningIdentity[]): SignedData[] {
  const data = Buffer.from('message');
  return signers.map((signer) => ({ data, identity: signer.serialized, signature: signer.sign(data) }));
}
