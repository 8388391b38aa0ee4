/** A policy that cannot be read, or that is not satisfied. The message is Fabric's text. */
export class PolicyError extends Error {
  constructor(text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = 'PolicyError';
  }
}
