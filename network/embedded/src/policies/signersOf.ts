import type { Identity } from '../msp/Identity.js';
import { IdentityError } from '../msp/IdentityError.js';
import type { Membership } from '../msp/Membership.js';
import type { SignedData } from './SignedData.js';

/**
 * Whose signatures are right, each identity once, in order (Fabric: policies.SignatureSetToValidIdentities). An identity
 * that was counted is not checked again, so that repeating it costs nothing.
 */
export function signersOf(signed: readonly SignedData[], membership: Membership): readonly Identity[] {
  const signers = new Map<string, Identity>();
  for (const { data, identity: serialized, signature } of signed) {
    const identity = knownIdentity(serialized, membership);
    if (identity !== undefined && !signers.has(identity.id) && identity.verify(data, signature)) {
      signers.set(identity.id, identity);
    }
  }
  return [...signers.values()];
}

/** An identity that the channel does not know is no error: it counts for nothing. */
function knownIdentity(serialized: Uint8Array, membership: Membership): Identity | undefined {
  try {
    return membership.deserialize(serialized);
  } catch (error) {
    if (error instanceof IdentityError) {
      return undefined;
    }
    throw error;
  }
}
