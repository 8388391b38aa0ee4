/** A block that does not follow the ledger's newest one, or that the orderer did not sign. The message is Fabric's text. */
export class BlockError extends Error {
  override readonly name = 'BlockError';
}
