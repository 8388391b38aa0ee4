import {
  Metadata,
  status,
  type CallOptions,
  type Client,
  type ClientReadableStream,
  type ServiceError,
} from '@grpc/grpc-js';

/** Status and text that a call ended with. */
export interface RawAnswer {
  readonly code: status;
  readonly text: string;
}

export interface RawMethod {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

type AnswerStream = Pick<ClientReadableStream<Buffer>, 'on' | 'cancel'>;

const CALL_MS = 1_500;

/** Sends bytes to any method as its request. */
export class RawClient {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** A stream that answers is read to its end, or cancelled after its first message. */
  async call(method: RawMethod, request: Uint8Array): Promise<RawAnswer> {
    return method.responseStream ? this.#stream(method, request) : this.#unary(method, request);
  }

  #unary({ path }: RawMethod, request: Uint8Array): Promise<RawAnswer> {
    return new Promise((resolve) => {
      const done = (error: ServiceError | null): void => {
        resolve({ code: error?.code ?? status.OK, text: error?.details ?? '' });
      };
      const deadline = Date.now() + CALL_MS;
      this.#client.makeUnaryRequest(path, asBuffer, asBuffer, request, new Metadata(), { deadline }, done);
    });
  }

  #stream({ path, requestStream }: RawMethod, request: Uint8Array): Promise<RawAnswer> {
    const deadline = { deadline: Date.now() + CALL_MS };
    return new Promise((resolve) => {
      const call = this.#open(path, requestStream, request, deadline);
      call.on('error', ({ code, details }: ServiceError) => {
        resolve({ code, text: details });
      });
      call.on('end', () => {
        resolve({ code: status.OK, text: '' });
      });
      call.on('data', () => {
        resolve({ code: status.OK, text: '' });
        call.cancel();
      });
    });
  }

  #open(path: string, requestStream: boolean, request: Uint8Array, deadline: CallOptions): AnswerStream {
    if (!requestStream)
      return this.#client.makeServerStreamRequest(path, asBuffer, asBuffer, request, deadline);
    const call = this.#client.makeBidiStreamRequest(path, asBuffer, asBuffer, deadline);
    call.write(request);
    call.end();
    return call;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes);
}
