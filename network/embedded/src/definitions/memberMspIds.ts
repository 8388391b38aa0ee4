import { msp } from '@hyperledger/fabric-protos';

/** The organisations that principals of roles name. */
export function memberMspIds(principals: readonly msp.MSPPrincipal[]): ReadonlySet<string> {
  return new Set(
    principals.map((principal) =>
      msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8()).getMspIdentifier(),
    ),
  );
}
