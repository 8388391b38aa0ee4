/** The transaction that wrote a value: Fabric's version (height) of a key. */
export interface Version {
  readonly block: number;
  readonly tx: number;
}
