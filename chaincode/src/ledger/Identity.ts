/** Who signed the transaction, as Fabric has verified it. */
export interface Identity {
  readonly mspId: string;
  /** SHA-256 of the certificate's public key, SPKI DER, in hex. Names in certificates are forgeable between MSPs and unused. */
  readonly keyHash: string;
  /** Whether the certificate carries the NodeOU `admin`. */
  readonly isAdmin: boolean;
}
