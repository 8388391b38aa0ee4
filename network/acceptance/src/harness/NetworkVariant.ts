/** How a network of the tests differs from the suite's own. */
export interface NetworkVariant {
  readonly homes: number;
  /** Folder of the chaincode's package.json; absolute. */
  readonly chaincode: string;
}
