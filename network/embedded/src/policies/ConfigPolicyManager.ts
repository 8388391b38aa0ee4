import type { common } from '@hyperledger/fabric-protos';
import type { Membership } from '../msp/Membership.js';
import type { ChannelPolicy } from './ChannelPolicy.js';
import { createSignaturePolicy } from './createSignaturePolicy.js';
import type { Policy } from './Policy.js';
import type { PolicyManager } from './PolicyManager.js';

const root = '/Channel/';

/**
 * The policies of a channel's configuration (Fabric: common/policies/policy.go). A path is absolute, or relative to
 * `/Channel`.
 */
export class ConfigPolicyManager implements PolicyManager {
  readonly #policies: ReadonlyMap<string, ChannelPolicy>;
  readonly #membership: Membership;

  /** @param policies by their paths below `/Channel/`, such as `Application/Writers` */
  constructor(policies: ReadonlyMap<string, ChannelPolicy>, membership: Membership) {
    this.#policies = policies;
    this.#membership = membership;
  }

  policy(path: string): Policy | undefined {
    return this.#find(path);
  }

  signaturePolicyEnvelope(path: string): common.SignaturePolicyEnvelope | undefined {
    return this.#find(path)?.envelope();
  }

  fromEnvelope(envelope: common.SignaturePolicyEnvelope): Policy {
    return createSignaturePolicy(envelope, this.#membership);
  }

  #find(path: string): ChannelPolicy | undefined {
    return this.#policies.get(path.startsWith(root) ? path.slice(root.length) : path);
  }
}
