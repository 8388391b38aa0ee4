import { common, type msp } from '@hyperledger/fabric-protos';
import { outOf } from './outOf.js';
import { signedBy } from './signedBy.js';

/**
 * One signature policy that asks for `threshold` of several; equal principals become one (Fabric:
 * common/policies/convert.go).
 */
export function joinEnvelopes(
  threshold: number,
  parts: readonly common.SignaturePolicyEnvelope[],
): common.SignaturePolicyEnvelope {
  const indexes = new Map<string, number>();
  const principals: msp.MSPPrincipal[] = [];
  const rules = parts.map((part) => {
    const renumbered = part.getIdentitiesList().map((principal) => {
      const key = `${principal.getPrincipalClassification()} ${principal.getPrincipal_asB64()}`;
      const index = indexes.get(key) ?? principals.push(principal) - 1;
      indexes.set(key, index);
      return index;
    });
    return renumber(part.getRule() ?? new common.SignaturePolicy(), renumbered);
  });
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(outOf(threshold, rules));
  envelope.setIdentitiesList(principals);
  return envelope;
}

function renumber(rule: common.SignaturePolicy, indexes: readonly number[]): common.SignaturePolicy {
  const gate = rule.getNOutOf();
  return gate === undefined
    ? signedBy(indexes[rule.getSignedBy()] ?? -1)
    : outOf(
        gate.getN(),
        gate.getRulesList().map((member) => renumber(member, indexes)),
      );
}
