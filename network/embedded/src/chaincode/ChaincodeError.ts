/** A call of a chaincode that brought no response: the message is the text that Fabric's peer gives its client. */
export class ChaincodeError extends Error {
  override readonly name = 'ChaincodeError';
}
