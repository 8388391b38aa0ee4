/** Bytes that are no read-write set. */
export class ReadWriteSetError extends Error {
  override readonly name = 'ReadWriteSetError';
}
