import type { common } from '@hyperledger/fabric-protos';
import type { Identity } from '../msp/Identity.js';
import type { Membership } from '../msp/Membership.js';
import type { ChannelPolicy } from './ChannelPolicy.js';
import { distinctIdentities } from './distinctIdentities.js';
import { joinEnvelopes } from './joinEnvelopes.js';
import { PolicyError } from './PolicyError.js';
import type { SignedData } from './SignedData.js';
import { signersOf } from './signersOf.js';

/**
 * A number of the sub-policies of one name in the groups below (Fabric: common/policies/implicitmeta.go). A group that
 * has none counts, and is never satisfied. An identity may count in several of them.
 */
export class ImplicitMetaPolicy implements ChannelPolicy {
  readonly #name: string;
  readonly #threshold: number;
  readonly #subPolicies: readonly (ChannelPolicy | undefined)[];
  readonly #membership: Membership;

  /** @param subPolicies one of each group below, `undefined` where it has none, in the order of the groups' names */
  constructor(
    name: string,
    threshold: number,
    subPolicies: readonly (ChannelPolicy | undefined)[],
    membership: Membership,
  ) {
    this.#name = name;
    this.#threshold = threshold;
    this.#subPolicies = subPolicies;
    this.#membership = membership;
  }

  evaluateSignedData(signed: readonly SignedData[]): void {
    this.#require(signersOf(signed, this.#membership));
  }

  evaluateIdentities(identities: readonly Identity[]): void {
    this.#require(distinctIdentities(identities));
  }

  isSatisfiedBy(identities: readonly Identity[]): boolean {
    return this.#count(identities) >= this.#threshold;
  }

  envelope(): common.SignaturePolicyEnvelope | undefined {
    const parts: common.SignaturePolicyEnvelope[] = [];
    for (const subPolicy of this.#subPolicies) {
      const part = subPolicy?.envelope();
      if (part === undefined) {
        return undefined;
      }
      parts.push(part);
    }
    return joinEnvelopes(this.#threshold, parts);
  }

  #require(identities: readonly Identity[]): void {
    const satisfied = this.#count(identities);
    if (satisfied < this.#threshold) {
      throw new PolicyError(
        `implicit policy evaluation failed - ${satisfied} sub-policies were satisfied, but this policy requires ${this.#threshold} of the '${this.#name}' sub-policies to be satisfied`,
      );
    }
  }

  /** How many are satisfied, counted no further than is needed. */
  #count(identities: readonly Identity[]): number {
    let satisfied = 0;
    for (const subPolicy of this.#subPolicies) {
      if (satisfied >= this.#threshold) {
        break;
      }
      satisfied += subPolicy?.isSatisfiedBy(identities) === true ? 1 : 0;
    }
    return satisfied;
  }
}
