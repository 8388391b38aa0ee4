import { common, type msp } from '@hyperledger/fabric-protos';
import type { Membership } from '../msp/Membership.js';
import { PolicyError } from './PolicyError.js';
import type { SignatureRule } from './SignatureRule.js';

/** Gates within gates; the rules that chaincode sets on keys come from outside, and must not exhaust the stack. */
const maxDepth = 256;

/**
 * Makes a rule ready to be checked (Fabric: common/cauthdsl/cauthdsl.go). Members are tried in order and each takes the
 * first identity that fits and is free; a member that succeeds keeps what it took, also beyond the threshold.
 *
 * @throws PolicyError for a rule without content, an index without principal or too deep a rule
 */
export function compileSignatureRule(
  rule: common.SignaturePolicy | undefined,
  principals: readonly msp.MSPPrincipal[],
  membership: Membership,
  depth = 0,
): SignatureRule {
  if (depth > maxDepth) {
    throw new PolicyError(`policy is nested more than ${maxDepth} deep`);
  }
  switch (rule?.getTypeCase()) {
    case undefined:
      throw new PolicyError('Empty policy element');
    case common.SignaturePolicy.TypeCase.SIGNED_BY:
      return signedByRule(rule?.getSignedBy() ?? -1, principals, membership);
    case common.SignaturePolicy.TypeCase.N_OUT_OF: {
      const gate = rule?.getNOutOf();
      const members = (gate?.getRulesList() ?? []).map((member) =>
        compileSignatureRule(member, principals, membership, depth + 1),
      );
      return gateRule(gate?.getN() ?? 0, members);
    }
    default:
      throw new PolicyError('Unknown type: <nil>:<nil>');
  }
}

function gateRule(threshold: number, members: readonly SignatureRule[]): SignatureRule {
  return (identities, used) => {
    let satisfied = 0;
    const attempt = new Uint8Array(used.length);
    for (const member of members) {
      attempt.set(used);
      if (member(identities, attempt)) {
        satisfied += 1;
        used.set(attempt);
      }
    }
    return satisfied >= threshold;
  };
}

function signedByRule(
  index: number,
  principals: readonly msp.MSPPrincipal[],
  membership: Membership,
): SignatureRule {
  const principal = principals[index];
  if (principal === undefined) {
    throw new PolicyError(
      `identity index out of range, requested ${index}, but identities length is ${principals.length}`,
    );
  }
  return (identities, used) => {
    const found = identities.findIndex(
      (identity, position) => used[position] === 0 && membership.satisfies(identity, principal),
    );
    if (found >= 0) {
      used[found] = 1;
    }
    return found >= 0;
  };
}
