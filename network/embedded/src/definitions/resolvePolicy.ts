import type { common, peer } from '@hyperledger/fabric-protos';
import type { Policy } from '../policies/Policy.js';
import type { PolicyManager } from '../policies/PolicyManager.js';
import { DefinitionError } from './DefinitionError.js';

/** A rule ready to be judged, and as a signature policy. */
export interface ResolvedPolicy {
  readonly policy: Policy;
  readonly envelope: common.SignaturePolicyEnvelope;
}

/**
 * Finds what a stored rule means. Fabric lets a definition name a policy that the channel does not have, and then refuses
 * each of its transactions; here such a definition is refused.
 *
 * @throws DefinitionError UNKNOWN_POLICY
 */
export function resolvePolicy(rule: peer.ApplicationPolicy, policies: PolicyManager): ResolvedPolicy {
  const signaturePolicy = rule.getSignaturePolicy();
  if (signaturePolicy !== undefined) {
    return { policy: policies.fromEnvelope(signaturePolicy), envelope: signaturePolicy };
  }
  const path = rule.getChannelConfigPolicyReference();
  const policy = policies.policy(path);
  if (policy === undefined) {
    throw new DefinitionError('UNKNOWN_POLICY', `failed to retrieve policy for reference ${path}`);
  }
  const envelope = policies.signaturePolicyEnvelope(path);
  if (envelope === undefined) {
    throw new DefinitionError(
      'UNKNOWN_POLICY',
      `policy with reference '${path}' is not convertible to SignaturePolicyEnvelope`,
    );
  }
  return { policy, envelope };
}
