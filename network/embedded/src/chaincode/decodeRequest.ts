import { isAscii, isUtf8 } from 'node:buffer';
import { BinaryReader } from 'google-protobuf';
import { parseMessage } from '../peer/parseMessage.js';
import { messageOf } from '../messageOf.js';

/**
 * Decodes the payload of a chaincode's message.
 *
 * @param stringFields numbers of its string fields: invalid UTF-8 in one is refused as Go refuses it, where google-protobuf
 *   would drop bytes and read or write another key than the chaincode named
 * @throws Error with Fabric's `unmarshal failed: …`
 */
export function decodeRequest<Message>(
  type: { deserializeBinary(bytes: Uint8Array): Message },
  payload: Uint8Array,
  stringFields: readonly number[],
): Message {
  let valid: boolean;
  let message: Message;
  try {
    message = parseMessage(type, payload);
    valid = isAscii(payload) || hasValidStrings(payload, stringFields);
  } catch (error) {
    throw new Error(`unmarshal failed: ${messageOf(error)}`, { cause: error });
  }
  if (!valid) throw new Error('unmarshal failed: string field contains invalid UTF-8');
  return message;
}

function hasValidStrings(payload: Uint8Array, stringFields: readonly number[]): boolean {
  const reader = new BinaryReader(payload);
  while (reader.nextField()) {
    if (!reader.isEndGroup() && stringFields.includes(reader.getFieldNumber())) {
      if (!isUtf8(reader.readBytes())) return false;
    } else {
      reader.skipField();
    }
  }
  return true;
}
