import { EndorserError } from './EndorserError.js';

/** A message class of fabric-protos. */
interface MessageType<T> {
  deserializeBinary(bytes: Uint8Array): T;
}

/**
 * Reads a protobuf message that a client sent.
 *
 * @throws EndorserError with Fabric's text (protoutil/unmarshalers.go)
 */
export function unmarshal<T>(name: string, type: MessageType<T>, bytes: Uint8Array): T {
  try {
    return type.deserializeBinary(bytes);
  } catch (cause) {
    const text = `error unmarshalling ${name}: proto: cannot parse invalid wire-format data`;
    throw new EndorserError(text, { cause });
  }
}
