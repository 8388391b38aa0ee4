import { msp } from '@hyperledger/fabric-protos';
import { IdentityError } from './IdentityError.js';

const { Classification } = msp.MSPPrincipal;

/** A principal by what it asks for. */
export type Principal =
  msp.MSPRole | msp.OrganizationUnit | msp.SerializedIdentity | msp.MSPIdentityAnonymity;

/** Fabric has no limit; chaincode names principals too, and must not be able to exhaust the stack. */
const deepest = 16;

/**
 * What a principal asks for, combined ones taken apart: all of it must hold.
 *
 * @throws IdentityError `MALFORMED` when it cannot be read, is of an unknown kind, combines nothing, or is nested more than 16
 * deep
 */
export function readPrincipals(principal: msp.MSPPrincipal): Principal[] {
  try {
    return read(principal, 0);
  } catch (error) {
    throw new IdentityError('MALFORMED', 'could not unmarshal the principal', { cause: error });
  }
}

function read(principal: msp.MSPPrincipal, depth: number): Principal[] {
  const bytes = principal.getPrincipal_asU8();
  switch (principal.getPrincipalClassification()) {
    case Classification.ROLE:
      return [msp.MSPRole.deserializeBinary(bytes)];
    case Classification.ORGANIZATION_UNIT:
      return [msp.OrganizationUnit.deserializeBinary(bytes)];
    case Classification.IDENTITY:
      return [msp.SerializedIdentity.deserializeBinary(bytes)];
    case Classification.ANONYMITY:
      return [msp.MSPIdentityAnonymity.deserializeBinary(bytes)];
    case Classification.COMBINED:
      return readCombined(bytes, depth);
    default:
      throw new RangeError('invalid principal type');
  }
}

function readCombined(bytes: Uint8Array, depth: number): Principal[] {
  if (depth === deepest) throw new RangeError('CombinedPrincipal nested too deeply');
  const parts = msp.CombinedPrincipal.deserializeBinary(bytes).getPrincipalsList();
  if (parts.length === 0) throw new RangeError('No principals in CombinedPrincipal');
  return parts.flatMap((part) => read(part, depth + 1));
}
