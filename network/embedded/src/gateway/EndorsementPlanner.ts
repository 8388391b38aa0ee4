import { createHash } from 'node:crypto';
import { msp, type common, type peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { Definitions } from '../definitions/Definitions.js';
import type { Identity } from '../msp/Identity.js';
import { IdentityError } from '../msp/IdentityError.js';
import type { Membership } from '../msp/Membership.js';
import type { Peer } from '../peer/Peer.js';
import { interestPolicies } from './interestPolicies.js';
import { isWellFormed } from './isWellFormed.js';
import { mergeSignerSets } from './mergeSignerSets.js';
import type { SignerSet } from './minimalSets.js';
import { PlanningError } from './PlanningError.js';
import { signerSets } from './signerSets.js';

export interface EndorsementPlannerOptions {
  readonly channel: string;
  readonly peers: readonly Peer[];
  readonly membership: Membership;
  readonly definitions: () => Definitions;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** How many answers are kept: there are few different ones unless keys have policies of their own. */
const MAX_KEPT = 1_000;

/** Discovery's words for a policy that nobody can plan by. */
interface PolicyTexts {
  readonly unsatisfiable: string;
  readonly incomparable: string;
}

const chaincodeTexts: PolicyTexts = {
  unsatisfiable: 'endorsement policy cannot be satisfied',
  incomparable: 'failed creating a comparable principal set',
};
const keyTexts: PolicyTexts = {
  unsatisfiable: 'state based endorsement policy cannot be satisfied',
  incomparable: 'failed creating a comparable principal set for state based endorsement',
};

/**
 * Which organisations' peers must endorse a transaction: what discovery does for Fabric's Gateway
 * (discovery/endorsement, common/policies/inquire). Every organisation has one peer here, and every peer every chaincode,
 * so that a layout is a set of peers.
 */
export class EndorsementPlanner {
  readonly #options: EndorsementPlannerOptions;
  readonly #kept = new Map<string, readonly (readonly Peer[])[]>();
  #keptFor: Definitions | undefined;

  constructor(options: EndorsementPlannerOptions) {
    this.#options = options;
  }

  /**
   * The minimal sets of peers that satisfy every policy of a transaction, at least one.
   *
   * @throws PlanningError with discovery's text
   */
  layouts(channel: string, interest: peer.ChaincodeInterest): readonly (readonly Peer[])[] {
    if (channel !== this.#options.channel) throw noMetadata(channel, interest.getChaincodesList()[0]);
    const definitions = this.#options.definitions();
    if (this.#keptFor !== definitions || this.#kept.size >= MAX_KEPT) {
      this.#kept.clear();
      this.#keptFor = definitions;
    }
    const key = createHash('sha256').update(interest.serializeBinary()).digest('base64');
    let layouts = this.#kept.get(key);
    if (layouts === undefined) {
      layouts = this.#compute(interest.getChaincodesList(), definitions);
      this.#kept.set(key, layouts);
    }
    return layouts;
  }

  #compute(calls: readonly peer.ChaincodeCall[], definitions: Definitions): readonly (readonly Peer[])[] {
    const defined = calls.map((call) => ({ call, definition: this.#definition(call, definitions) }));
    const candidates = this.#candidates(defined);
    const policies = defined.flatMap(({ call, definition }) => interestPolicies(call, definition));
    const keyPolicies = calls.flatMap((call) => call.getKeyPoliciesList());
    const [first, ...others] = [
      ...policies.map((policy) => this.#signerSets(policy, candidates, chaincodeTexts)),
      ...keyPolicies.map((policy) => this.#signerSets(policy, candidates, keyTexts)),
    ];
    if (first === undefined) throw new PlanningError('no principal sets remained after filtering');
    const { random, peers } = this.#options;
    const sets = others.reduce((merged, next) => mergeSignerSets(merged, next, random), first);
    if (sets.length === 0) throw new PlanningError('no peer combination can satisfy the endorsement policy');
    return sets.map((set) => peers.filter((_, index) => (set & bit(index)) !== 0n));
  }

  #definition(call: peer.ChaincodeCall, definitions: Definitions): ChaincodeDefinition {
    const definition = definitions.find(call.getName());
    if (definition !== undefined) return definition;
    throw noMetadata(this.#options.channel, call);
  }

  /** The peers that may see what the transaction reads of private data. By the peer's place; `undefined`: not this one. */
  #candidates(
    defined: readonly { readonly call: peer.ChaincodeCall; readonly definition: ChaincodeDefinition }[],
  ): readonly (Identity | undefined)[] {
    const collections = defined
      .filter(({ call }) => !call.getNoPrivateReads())
      .flatMap(({ call, definition }) =>
        call.getCollectionNamesList().map((name) => memberPrincipals(definition, name)),
      );
    return this.#options.peers.map((candidate) => {
      const identity = this.#identity(candidate);
      if (identity === undefined) return undefined;
      const authorised = collections.every((principals) =>
        principals.some((principal) => this.#options.membership.satisfies(identity, principal)),
      );
      return authorised ? identity : undefined;
    });
  }

  /** `undefined` for a peer whose certificate is no longer good: it satisfies no principal. */
  #identity(candidate: Peer): Identity | undefined {
    const { membership } = this.#options;
    try {
      const identity = membership.deserialize(candidate.identity.serialized);
      membership.validate(identity);
      return identity;
    } catch (error) {
      if (error instanceof IdentityError) return undefined;
      throw error;
    }
  }

  #signerSets(
    policy: common.SignaturePolicyEnvelope,
    candidates: readonly (Identity | undefined)[],
    texts: PolicyTexts,
  ): readonly SignerSet[] {
    const principals = policy.getIdentitiesList();
    const rule = policy.getRule();
    if (rule === undefined || !isWellFormed(policy)) {
      throw new PlanningError(texts.unsatisfiable);
    }
    if (!principals.every(isComparable)) throw new PlanningError(texts.incomparable);
    const signers = principals.map((principal) => this.#signersOf(principal, candidates));
    return signerSets(rule, signers, this.#options.random);
  }

  #signersOf(
    principal: msp.MSPPrincipal,
    candidates: readonly (Identity | undefined)[],
  ): readonly SignerSet[] {
    return candidates.flatMap((identity, index) =>
      identity !== undefined && this.#options.membership.satisfies(identity, principal) ? [bit(index)] : [],
    );
  }
}

function noMetadata(channel: string, call: peer.ChaincodeCall | undefined): PlanningError {
  const text = `No metadata was found for chaincode ${call?.getName() ?? ''} in channel ${channel}`;
  return new PlanningError(text);
}

function bit(index: number): SignerSet {
  return 1n << BigInt(index);
}

function isComparable(principal: msp.MSPPrincipal): boolean {
  const { ROLE, ORGANIZATION_UNIT, IDENTITY } = msp.MSPPrincipal.Classification;
  const classification = principal.getPrincipalClassification();
  return classification === ROLE || classification === ORGANIZATION_UNIT || classification === IDENTITY;
}

function memberPrincipals(definition: ChaincodeDefinition, name: string): readonly msp.MSPPrincipal[] {
  const collection = definition.collection(name);
  if (collection === undefined) {
    const text = `collection ${name} doesn't exist in collection config for chaincode ${definition.name}`;
    throw new PlanningError(text);
  }
  const policy = collection.config.getMemberOrgsPolicy()?.getSignaturePolicy();
  if (policy === undefined) throw new PlanningError(`policy of ${name} is nil`);
  return policy.getIdentitiesList();
}
