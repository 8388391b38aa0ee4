import { common } from '@hyperledger/fabric-protos';

/** Whether every leaf of a signature policy names one of its identities and every threshold can be reached. */
export function isWellFormed(envelope: common.SignaturePolicyEnvelope): boolean {
  const rule = envelope.getRule();
  return rule !== undefined && isRule(rule, envelope.getIdentitiesList().length);
}

function isRule(rule: common.SignaturePolicy, identities: number): boolean {
  if (rule.getTypeCase() === common.SignaturePolicy.TypeCase.SIGNED_BY) {
    return rule.getSignedBy() >= 0 && rule.getSignedBy() < identities;
  }
  const nOutOf = rule.getNOutOf();
  if (nOutOf === undefined) return false;
  const rules = nOutOf.getRulesList();
  return (
    nOutOf.getN() >= 1 && nOutOf.getN() <= rules.length && rules.every((child) => isRule(child, identities))
  );
}
