import type { common, msp } from '@hyperledger/fabric-protos';
import type { Identity } from '../msp/Identity.js';
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
  if (rule === undefined) {
    throw new PolicyError('Empty policy element');
  }
  const gate = rule.getNOutOf();
  if (gate !== undefined) {
    const members = gate
      .getRulesList()
      .map((member) => compileSignatureRule(member, principals, membership, depth + 1));
    return gateRule(gate.getN(), members);
  }
  if (!rule.hasSignedBy()) {
    throw new PolicyError('Unknown type: <nil>:<nil>');
  }
  return signedByRule(rule.getSignedBy(), principals, membership);
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
  // Whether an identity fits depends on nothing but the configuration, and the same few come again and again.
  const verdicts = new WeakMap<Identity, boolean>();
  const fits = (identity: Identity): boolean => {
    const known = verdicts.get(identity);
    if (known !== undefined) {
      return known;
    }
    const verdict = membership.satisfies(identity, principal);
    verdicts.set(identity, verdict);
    return verdict;
  };
  return (identities, used) => {
    const found = identities.findIndex((identity, position) => used[position] === 0 && fits(identity));
    if (found >= 0) {
      used[found] = 1;
    }
    return found >= 0;
  };
}
