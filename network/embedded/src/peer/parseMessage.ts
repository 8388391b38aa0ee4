import { MalformedMessageError } from './MalformedMessageError.js';

interface MessageType<Message> {
  deserializeBinary(bytes: Uint8Array): Message;
}

/** What Go's protobuf says of bytes that are no message. */
const INVALID = 'proto: cannot parse invalid wire-format data';

/**
 * Parses bytes of a client. With a name the text is Fabric's `error unmarshalling NAME: …` (protoutil), else only the cause.
 *
 * @throws MalformedMessageError
 */
export function parseMessage<Message>(type: MessageType<Message>, bytes: Uint8Array, name?: string): Message {
  try {
    return type.deserializeBinary(bytes);
  } catch (cause) {
    const text = name === undefined ? INVALID : `error unmarshalling ${name}: ${INVALID}`;
    throw new MalformedMessageError(text, { cause });
  }
}
