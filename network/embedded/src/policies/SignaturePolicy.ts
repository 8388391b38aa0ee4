import type { common } from '@hyperledger/fabric-protos';
import type { Identity } from '../msp/Identity.js';
import type { Membership } from '../msp/Membership.js';
import type { ChannelPolicy } from './ChannelPolicy.js';
import { distinctIdentities } from './distinctIdentities.js';
import { PolicyError } from './PolicyError.js';
import type { SignatureRule } from './SignatureRule.js';
import type { SignedData } from './SignedData.js';
import { signersOf } from './signersOf.js';

/** Who must have signed, said by principals and thresholds (Fabric: common/cauthdsl). */
export class SignaturePolicy implements ChannelPolicy {
  readonly #envelope: common.SignaturePolicyEnvelope;
  readonly #rule: SignatureRule;
  readonly #membership: Membership;

  constructor(envelope: common.SignaturePolicyEnvelope, rule: SignatureRule, membership: Membership) {
    this.#envelope = envelope;
    this.#rule = rule;
    this.#membership = membership;
  }

  evaluateSignedData(signed: readonly SignedData[]): void {
    this.#require(signersOf(signed, this.#membership));
  }

  evaluateIdentities(identities: readonly Identity[]): void {
    this.#require(distinctIdentities(identities));
  }

  isSatisfiedBy(identities: readonly Identity[]): boolean {
    return this.#rule(identities, new Uint8Array(identities.length));
  }

  envelope(): common.SignaturePolicyEnvelope {
    return this.#envelope;
  }

  #require(identities: readonly Identity[]): void {
    if (!this.isSatisfiedBy(identities)) {
      throw new PolicyError('signature set did not satisfy policy');
    }
  }
}
