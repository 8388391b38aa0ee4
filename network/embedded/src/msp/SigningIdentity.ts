/** An identity with its key: a peer's or the orderer's. */
export interface SigningIdentity {
  readonly mspId: string;
  /** `msp.SerializedIdentity` */
  readonly serialized: Uint8Array;
  /** ECDSA P-256 over SHA-256, DER, low S. */
  sign(message: Uint8Array): Uint8Array;
}
