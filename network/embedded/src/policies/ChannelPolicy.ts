import type { common } from '@hyperledger/fabric-protos';
import type { Identity } from '../msp/Identity.js';
import type { Policy } from './Policy.js';

/** A policy as policies that are made of others, and the planning of endorsements, need it. */
export interface ChannelPolicy extends Policy {
  /** Whether these identities, each of which signed and is given once, satisfy the policy. */
  isSatisfiedBy(identities: readonly Identity[]): boolean;
  /** The same as one signature policy. `undefined` when a part of it has none. */
  envelope(): common.SignaturePolicyEnvelope | undefined;
}
