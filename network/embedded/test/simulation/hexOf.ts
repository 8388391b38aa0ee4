/** A message's bytes in hexadecimal. */
export function hexOf(message: { serializeBinary(): Uint8Array } | undefined): string | undefined {
  return message && Buffer.from(message.serializeBinary()).toString('hex');
}
