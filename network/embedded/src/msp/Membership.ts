import type { msp } from '@hyperledger/fabric-protos';
import type { Identity } from './Identity.js';

/** The MSPs of a channel: who belongs to whom, and in which role. Made from the channel's configuration. */
export interface Membership {
  readonly mspIds: readonly string[];
  /** @throws IdentityError when the bytes are no identity or name an MSP that the channel does not know */
  deserialize(serialized: Uint8Array): Identity;
  /**
   * With `ignored`, the clock is not asked: so Fabric judges the creators of transactions in blocks, for every peer must come
   * to the same verdict at any time. What comes from a client or to a stream is judged with it.
   *
   * @throws IdentityError when the certificate is expired, not yet valid, revoked, not issued by its MSP, or without one NodeOU role
   */
  validate(identity: Identity, expiry?: 'ignored'): void;
  /**
   * Whether an identity is valid and fits a principal: role (MEMBER, ADMIN, PEER, CLIENT, ORDERER), organisation unit,
   * identity. As in Fabric, policies take no account of expiry: whoever lets a client in calls `validate`.
   */
  satisfies(identity: Identity, principal: msp.MSPPrincipal): boolean;
}
