import { CodedError } from '@acequia/protocol';

/** A refusal of the API: an HTTP status with a code and a text that may be shown to whoever asked. */
export class ApiError extends CodedError {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(status: number, code: string, text: string) {
    super(code, text);
    this.status = status;
  }
}
