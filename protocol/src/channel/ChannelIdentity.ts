import type { KeyOwner } from '../schemas/keys.js';

/** Who speaks on the auxiliary channel: a registered party, with the Fabric key that the registry knows it by. */
export interface ChannelIdentity {
  /** Whose operation key its letters are sealed to. */
  readonly owner: KeyOwner;
  readonly mspId: string;
  /** P-256, SPKI DER in base64. */
  readonly publicKey: string;
  /** ECDSA P-256 SHA-256, IEEE P1363, 64 bytes. */
  sign(message: Uint8Array): Buffer;
}
