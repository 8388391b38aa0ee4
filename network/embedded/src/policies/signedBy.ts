import { common } from '@hyperledger/fabric-protos';

/** The rule "signed by the principal with this index". */
export function signedBy(index: number): common.SignaturePolicy {
  const rule = new common.SignaturePolicy();
  rule.setSignedBy(index);
  return rule;
}
