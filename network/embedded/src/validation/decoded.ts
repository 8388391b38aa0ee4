/** Decodes a protobuf message from outside. `undefined`: the bytes are no such message. */
export function decoded<T>(
  type: { deserializeBinary(bytes: Uint8Array): T },
  bytes: Uint8Array,
): T | undefined {
  try {
    return type.deserializeBinary(bytes);
  } catch {
    // What the decoder complains of depends on where it lost its way, and tells nobody anything.
    return undefined;
  }
}
