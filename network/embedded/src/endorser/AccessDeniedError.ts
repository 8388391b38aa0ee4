/** A resource that the caller may not use; the message is Fabric's, from CheckACL on (core/aclmgmt). */
export class AccessDeniedError extends Error {
  override readonly name = 'AccessDeniedError';
}
