/** A signature that the channel's policy for a resource does not accept; the text is Fabric's. */
export class AclError extends Error {
  constructor(text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = 'AclError';
  }
}
