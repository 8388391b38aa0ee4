import { lookup } from 'node:dns/promises';
import { createServer } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { missingServices } from './missingServices.js';
import type { PeerService } from './PeerService.js';

export interface PeerServerOptions {
  /** Name or address. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** PEM. */
  readonly tls: { readonly key: string; readonly certificate: string };
  readonly services: readonly PeerService[];
}

/** Bytes: core.yaml's `peer.maxRecvMsgSize` and `maxSendMsgSize`. */
const MAX_MESSAGE_BYTES = 100 * 1024 * 1024;
/** core.yaml's `peer.keepalive`. */
const KEEPALIVE_INTERVAL_MS = 7_200_000;
const KEEPALIVE_TIMEOUT_MS = 20_000;
/** How long calls under way may take when the server stops. Streams never end by themselves. */
const STOP_GRACE_MS = 500;

/** The gRPC server of one organisation's peer, over TLS. What Fabric's peer serves besides is answered UNIMPLEMENTED. */
export class PeerServer {
  readonly #options: PeerServerOptions;
  readonly #server: Server;
  #port = 0;

  constructor(options: PeerServerOptions) {
    this.#options = options;
    this.#server = new Server({
      'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
      'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
      'grpc.keepalive_time_ms': KEEPALIVE_INTERVAL_MS,
      'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MS,
    });
  }

  /** 0 until it has started. */
  get port(): number {
    return this.#port;
  }

  /**
   * Listens on the host, and on 127.0.0.1 too, so that `localhost` works; not there if another one does already, as when the
   * peers of a network have hosts of their own and one port.
   *
   * @throws Error when it cannot listen on the host, or key and certificate are none
   */
  async start(): Promise<void> {
    const { services, host, port } = this.#options;
    for (const { definition, implementation } of [...services, ...missingServices()]) {
      this.#server.addService(definition, implementation);
    }
    const { address } = await lookup(host, { family: 4 });
    this.#port = await this.#bind(address, port);
    if (address === '127.0.0.1' || address === '0.0.0.0') return;
    if (await isFree('127.0.0.1', this.#port)) await this.#bind('127.0.0.1', this.#port);
  }

  /** Takes no more calls, lets those under way end for half a second, and closes all connections. */
  async stop(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise<void>((resolve) => {
        this.#server.tryShutdown(() => {
          resolve();
        });
      }),
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, STOP_GRACE_MS);
      }),
    ]);
    clearTimeout(timer);
    this.#server.forceShutdown();
  }

  async #bind(address: string, port: number): Promise<number> {
    const { key, certificate } = this.#options.tls;
    const pair = { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) };
    const credentials = ServerCredentials.createSsl(null, [pair], false);
    return new Promise((resolve, reject) => {
      this.#server.bindAsync(`${address}:${port}`, credentials, (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
  }
}

/** Asked first because grpc-js writes of each failure to the process's error output. */
async function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    probe.listen({ host, port }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
