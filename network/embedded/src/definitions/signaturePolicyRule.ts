import { peer } from '@hyperledger/fabric-protos';
import { parsePolicyExpression } from '../policies/parsePolicyExpression.js';
import { messageOf } from '../messageOf.js';
import { DefinitionError } from './DefinitionError.js';

/** A signature policy expression, as `_lifecycle` stores it. @throws DefinitionError BAD_POLICY when it is none */
export function signaturePolicyRule(expression: string): peer.ApplicationPolicy {
  const rule = new peer.ApplicationPolicy();
  try {
    rule.setSignaturePolicy(parsePolicyExpression(expression));
  } catch (error) {
    const text = messageOf(error);
    throw new DefinitionError('BAD_POLICY', `invalid signature policy: ${expression}: ${text}`, {
      cause: error,
    });
  }
  return rule;
}
