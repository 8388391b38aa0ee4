/** Who is said to have signed what. */
export interface SignedData {
  readonly data: Uint8Array;
  /** `msp.SerializedIdentity` */
  readonly identity: Uint8Array;
  readonly signature: Uint8Array;
}
