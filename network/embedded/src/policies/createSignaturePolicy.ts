import type { common } from '@hyperledger/fabric-protos';
import type { Membership } from '../msp/Membership.js';
import { compileSignatureRule } from './compileSignatureRule.js';
import { PolicyError } from './PolicyError.js';
import { SignaturePolicy } from './SignaturePolicy.js';

/** @throws PolicyError for an envelope of another version, or whose rule is none */
export function createSignaturePolicy(
  envelope: common.SignaturePolicyEnvelope,
  membership: Membership,
): SignaturePolicy {
  if (envelope.getVersion() !== 0) {
    throw new PolicyError(
      `This evaluator only understands messages of version 0, but version was ${envelope.getVersion()}`,
    );
  }
  const rule = compileSignatureRule(envelope.getRule(), envelope.getIdentitiesList(), membership);
  return new SignaturePolicy(envelope, rule, membership);
}
