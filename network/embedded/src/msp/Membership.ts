import type { msp } from '@hyperledger/fabric-protos';
import type { Identity } from './Identity.js';

/** The MSPs of a channel: who belongs to whom, and in which role. Made from the channel's configuration. */
export interface Membership {
  readonly mspIds: readonly string[];
  /** @throws IdentityError when the bytes are no identity or name an MSP that the channel does not know */
  deserialize(serialized: Uint8Array): Identity;
  /** @throws IdentityError when the certificate is expired, not yet valid, revoked, not issued by its MSP, or without one NodeOU role */
  validate(identity: Identity): void;
  /** Whether a valid identity fits a principal: role (MEMBER, ADMIN, PEER, CLIENT, ORDERER), organisation unit, identity. */
  satisfies(identity: Identity, principal: msp.MSPPrincipal): boolean;
}
