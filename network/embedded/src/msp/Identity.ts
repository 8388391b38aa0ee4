import type { X509Certificate } from 'node:crypto';

/** A certificate of a member organisation, as deserialised from a creator or an endorser. Not yet validated. */
export interface Identity {
  readonly mspId: string;
  readonly certificate: X509Certificate;
  /** The `msp.SerializedIdentity` that it came from. */
  readonly serialized: Uint8Array;
  /**
   * Names the MSP and the certificate, the same however they were encoded: PEM, the message around it and the issuer's
   * signature are malleable, so signers are counted by this and never by `serialized`.
   */
  readonly id: string;
  /** Whether `signature` (DER, low S as Fabric demands) is this identity's over SHA-256 of the message, P-256. */
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}
