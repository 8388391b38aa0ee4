import { common, msp } from '@hyperledger/fabric-protos';
import { outOf } from './outOf.js';
import { rolePrincipal } from './rolePrincipal.js';
import { signedBy } from './signedBy.js';

/** The policy "a member of this organisation" (Fabric: policydsl.SignedByMspMember). */
export function signedByMember(mspId: string): common.SignaturePolicyEnvelope {
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(outOf(1, [signedBy(0)]));
  envelope.setIdentitiesList([rolePrincipal(mspId, msp.MSPRole.MSPRoleType.MEMBER)]);
  return envelope;
}
