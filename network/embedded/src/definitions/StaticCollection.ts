import type { common, msp, peer } from '@hyperledger/fabric-protos';
import type { Identity } from '../msp/Identity.js';
import type { Membership } from '../msp/Membership.js';
import type { Policy } from '../policies/Policy.js';
import type { Collection } from './Collection.js';
import type { ResolvedPolicy } from './resolvePolicy.js';

/** A collection whose members are the principals of its distribution policy, which is a mere OR of them. */
export class StaticCollection implements Collection {
  readonly config: peer.StaticCollectionConfig;
  readonly memberMspIds: ReadonlySet<string>;
  readonly #endorsement: ResolvedPolicy | undefined;
  readonly #members: readonly msp.MSPPrincipal[];
  readonly #membership: Membership;

  constructor(
    config: peer.StaticCollectionConfig,
    members: { readonly principals: readonly msp.MSPPrincipal[]; readonly mspIds: ReadonlySet<string> },
    endorsement: ResolvedPolicy | undefined,
    membership: Membership,
  ) {
    this.config = config;
    this.memberMspIds = members.mspIds;
    this.#members = members.principals;
    this.#endorsement = endorsement;
    this.#membership = membership;
  }

  get name(): string {
    return this.config.getName();
  }

  get memberOnlyRead(): boolean {
    return this.config.getMemberOnlyRead();
  }

  get memberOnlyWrite(): boolean {
    return this.config.getMemberOnlyWrite();
  }

  get blockToLive(): number {
    return this.config.getBlockToLive();
  }

  get endorsementPolicy(): Policy | undefined {
    return this.#endorsement?.policy;
  }

  get endorsementEnvelope(): common.SignaturePolicyEnvelope | undefined {
    return this.#endorsement?.envelope;
  }

  isMember(identity: Identity): boolean {
    return this.#members.some((principal) => this.#membership.satisfies(identity, principal));
  }
}
