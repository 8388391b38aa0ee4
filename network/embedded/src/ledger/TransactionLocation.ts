export interface TransactionLocation {
  readonly block: number;
  readonly index: number;
  /** `peer.TxValidationCode` */
  readonly code: number;
}
