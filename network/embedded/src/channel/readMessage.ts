import { messageOf } from '../messageOf.js';
import { ChannelConfigError } from './ChannelConfigError.js';

/**
 * Reads a message of a configuration.
 *
 * @param what as the error names it
 * @throws ChannelConfigError when the bytes are no such message
 */
export function readMessage<Message>(
  type: { deserializeBinary(bytes: Uint8Array): Message },
  bytes: Uint8Array,
  what: string,
): Message {
  try {
    return type.deserializeBinary(bytes);
  } catch (error) {
    const text = messageOf(error);
    throw new ChannelConfigError(`error unmarshalling ${what}: ${text}`, { cause: error });
  }
}
