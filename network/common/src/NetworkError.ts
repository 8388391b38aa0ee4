/** A failure of the network's own tooling. The message reads `CODE: text`; `code` is for programs. */
export class NetworkError extends Error {
  readonly code: string;

  constructor(code: string, text: string, options?: ErrorOptions) {
    super(`${code}: ${text}`, options);
    this.name = 'NetworkError';
    this.code = code;
  }
}
