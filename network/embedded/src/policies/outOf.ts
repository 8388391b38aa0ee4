import { common } from '@hyperledger/fabric-protos';

/** The rule "at least `threshold` of these rules". */
export function outOf(threshold: number, rules: readonly common.SignaturePolicy[]): common.SignaturePolicy {
  const gate = new common.SignaturePolicy.NOutOf();
  gate.setN(threshold);
  gate.setRulesList([...rules]);
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(gate);
  return rule;
}
