import type { common, peer } from '@hyperledger/fabric-protos';
import type { Identity } from '../msp/Identity.js';
import type { Policy } from '../policies/Policy.js';

/** A private data collection of a chaincode, explicit or implicit (`_implicit_org_<mspId>`). */
export interface Collection {
  readonly name: string;
  readonly config: peer.StaticCollectionConfig;
  /** Organisations that the distribution policy names. */
  readonly memberMspIds: ReadonlySet<string>;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** In blocks; 0: for ever. */
  readonly blockToLive: number;
  /** The collection's own endorsement policy, which then holds instead of the chaincode's. Implicit collections have one: the organisation's Endorsement. */
  readonly endorsementPolicy: Policy | undefined;
  /** The same for planning. */
  readonly endorsementEnvelope: common.SignaturePolicyEnvelope | undefined;
  /** Whether the identity belongs to the distribution policy. */
  isMember(identity: Identity): boolean;
}
