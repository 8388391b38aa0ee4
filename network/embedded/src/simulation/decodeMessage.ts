import { ReadWriteSetError } from './ReadWriteSetError.js';

/**
 * Decodes a part of a read-write set.
 *
 * @throws ReadWriteSetError when the bytes are no such message
 */
export function decodeMessage<T>(name: string, decode: (bytes: Uint8Array) => T, bytes: Uint8Array): T {
  try {
    return decode(bytes);
  } catch (error) {
    throw new ReadWriteSetError(`error unmarshalling ${name}`, { cause: error });
  }
}
