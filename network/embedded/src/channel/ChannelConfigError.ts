/** A channel configuration that cannot be made or read. The message is Fabric's text where Fabric has one. */
export class ChannelConfigError extends Error {
  constructor(text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = 'ChannelConfigError';
  }
}
