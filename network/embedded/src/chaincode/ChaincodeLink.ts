import { Client, type ChannelCredentials } from '@grpc/grpc-js';
import { ChaincodeStream, type ChaincodeStreamOptions } from './ChaincodeStream.js';
import { messageOf } from '../messageOf.js';
import { openStream } from './openStream.js';
import { untilAborted } from './untilAborted.js';

/** As Fabric's peer (internal/pkg/comm), but for the waits between attempts to connect: a server that starts is soon found. */
const channelOptions = {
  'grpc.max_receive_message_length': 100 * 1024 * 1024,
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 500,
  'grpc.enable_retries': 0,
  'grpc.service_config_disable_resolution': 1,
};

export interface ChaincodeLinkOptions extends ChaincodeStreamOptions {
  /** `host:port` */
  readonly address: string;
  readonly credentials: ChannelCredentials;
  readonly dialTimeoutMs: number;
  readonly startupTimeoutMs: number;
}

/** A peer's connection to one chaincode server: made when a call needs it, and again after it broke. */
export class ChaincodeLink {
  readonly #options: ChaincodeLinkOptions;
  readonly #closed = new AbortController();
  #client: Client | undefined;
  #stream: ChaincodeStream | undefined;
  #launch: Promise<ChaincodeStream> | undefined;

  constructor(options: ChaincodeLinkOptions) {
    this.#options = options;
  }

  get address(): string {
    return this.#options.address;
  }

  /** The stream, when there is one that calls can be made on. */
  get ready(): ChaincodeStream | undefined {
    return this.#stream?.isReady === true ? this.#stream : undefined;
  }

  /**
   * Connects, waits for the chaincode to register, and gives the stream. Calls that come meanwhile share the attempt.
   *
   * @throws Error with Fabric's text when the server is not there within the dial timeout or does not register; the signal's
   *   reason
   */
  async launch(signal?: AbortSignal): Promise<ChaincodeStream> {
    this.#launch ??= this.#start().finally(() => {
      this.#launch = undefined;
    });
    return untilAborted(this.#launch, signal);
  }

  close(): void {
    this.#closed.abort(new Error('the peer has closed its connection'));
    this.#stream?.close('the peer has closed its connection');
    this.#client?.close();
  }

  async #start(): Promise<ChaincodeStream> {
    const { address, credentials } = this.#options;
    this.#client ??= new Client(address, credentials, channelOptions);
    await untilAborted(this.#dial(this.#client), this.#closed.signal);
    const stream = new ChaincodeStream(openStream(this.#client), this.#options);
    this.#stream = stream;
    await this.#register(stream);
    return stream;
  }

  #register(stream: ChaincodeStream): Promise<void> {
    const { chaincode, startupTimeoutMs } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const reason = `timeout expired while starting chaincode ${chaincode} for transaction`;
        reject(new Error(reason));
        stream.close(reason);
      }, startupTimeoutMs);
      stream
        .register()
        .finally(() => {
          clearTimeout(timer);
        })
        .then(resolve, (error: unknown) => {
          reject(new Error(`chaincode registration failed: ${messageOf(error)}`, { cause: error }));
        });
    });
  }

  #dial(client: Client): Promise<void> {
    const { address, chaincode, dialTimeoutMs } = this.#options;
    return new Promise((resolve, reject) => {
      client.waitForReady(Date.now() + dialTimeoutMs, (error) => {
        if (error === undefined) {
          resolve();
          return;
        }
        const text = `connection to ${chaincode} failed: error cannot create connection for ${chaincode}: error creating grpc connection to ${address}: failed to create new connection: context deadline exceeded`;
        reject(new Error(text, { cause: error }));
      });
    });
  }
}
