import { createPrivateKey } from 'node:crypto';
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { connect, signers, type Gateway } from '@hyperledger/fabric-gateway';
import { gateway as protos } from '@hyperledger/fabric-protos';
import { deliverService } from '../../src/deliver/deliverService.js';
import { gatewayService } from '../../src/gateway/gatewayService.js';
import { CertificateAuthority, type Validity } from '../../src/identities/CertificateAuthority.js';
import type { BroadcastAnswer } from '../../src/ordering/OrderingService.js';
import { PeerServer } from '../../src/peer/PeerServer.js';
import { InMemoryBlocks } from './InMemoryBlocks.js';
import { ScriptedPeer } from './ScriptedPeer.js';
import { TestChannel, type ChaincodeSpec } from './TestChannel.js';

export interface TestGatewayOptions {
  readonly mspIds: readonly string[];
  /** Whose peer serves. */
  readonly of: string;
  readonly chaincodes: readonly ChaincodeSpec[];
  /** Organisations without a peer. */
  readonly peerless?: readonly string[];
  readonly settings?: object;
  readonly concurrency?: number;
  readonly endorsementTimeoutMs?: number;
}

/** One organisation's Gateway and Deliver over TLS, with scripted peers and an ordering service that takes everything. */
export class TestGateway {
  readonly channel: TestChannel;
  readonly peers: ReadonlyMap<string, ScriptedPeer>;
  readonly broadcast: Uint8Array[] = [];
  readonly reported: unknown[] = [];
  answer: BroadcastAnswer = { status: 200, info: '' };
  now = (): Date => new Date();
  readonly #options: TestGatewayOptions;
  readonly #tls = CertificateAuthority.create('tlsca.example.com', 'example.com');
  readonly #server: PeerServer;
  readonly #closing: (() => void)[] = [];

  constructor(options: TestGatewayOptions) {
    this.#options = options;
    const { mspIds, peerless = [], of } = options;
    this.channel = new TestChannel(mspIds, options.chaincodes, options.settings);
    const withPeer = mspIds.filter((mspId) => !peerless.includes(mspId));
    this.peers = new Map(
      withPeer.map((mspId) => [
        mspId,
        new ScriptedPeer(this.channel.identity(mspId, 'peer'), new InMemoryBlocks()),
      ]),
    );
    const local = this.peer(of);
    const { bundle, definitions } = this.channel;
    const shared = {
      peer: local,
      bundle,
      definitions: () => definitions,
      report: (error: unknown) => this.reported.push(error),
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    };
    const gateway = gatewayService({
      ...shared,
      peers: [...this.peers.values()],
      ordering: {
        broadcast: (envelope) => {
          this.broadcast.push(envelope.serializeBinary());
          return this.answer;
        },
        stop: () => Promise.resolve(),
      },
      orderer: { address: 'orderer:7050', mspId: 'OrdererMSP' },
      random: Math.random,
      ...(options.endorsementTimeoutMs === undefined
        ? {}
        : { endorsementTimeoutMs: options.endorsementTimeoutMs }),
    });
    const deliver = deliverService({ ...shared, ledger: local.blocks, now: () => this.now() });
    const { certificate, key } = this.#tls.issueTls('peer0.example.com', [
      'localhost',
      '127.0.0.1',
      '127.0.0.2',
    ]);
    this.#server = new PeerServer({
      host: '127.0.0.2',
      port: 0,
      tls: { certificate, key },
      services: [gateway, deliver],
    });
  }

  get local(): ScriptedPeer {
    return this.peer(this.#options.of);
  }

  peer(mspId: string): ScriptedPeer {
    const peer = this.peers.get(mspId);
    if (peer === undefined) throw new RangeError(mspId);
    return peer;
  }

  async start(): Promise<void> {
    await this.#server.start();
  }

  async stop(): Promise<void> {
    for (const close of this.#closing) close();
    await this.#server.stop();
    for (const peer of this.peers.values()) peer.stop();
  }

  /** A plain gRPC client of the server. */
  client(host = 'localhost'): Client {
    const trusted = credentials.createSsl(Buffer.from(this.#tls.certificate));
    const client = new Client(`${host}:${this.#server.port}`, trusted);
    this.#closing.push(() => {
      client.close();
    });
    return client;
  }

  /** A plain HTTP/2 connection to the server. */
  session(): ClientHttp2Session {
    return connectHttp2(`https://localhost:${this.#server.port}`, { ca: this.#tls.certificate });
  }

  /** The real client, as a new user of an organisation. */
  connect(mspId: string, role = 'client', validity: Validity = {}): Gateway {
    const { certificate, key } = this.channel.certify(mspId, role, validity);
    const gateway = connect({
      client: this.client(),
      identity: { mspId, credentials: Buffer.from(certificate) },
      signer: signers.newPrivateKeySigner(createPrivateKey(key)),
    });
    this.#closing.unshift(() => {
      gateway.close();
    });
    return gateway;
  }

  /** One unary call of the Gateway service with a message of a test's own. */
  async call(
    method: 'evaluate' | 'endorse' | 'submit' | 'commitStatus',
    request: { serializeBinary(): Uint8Array },
  ): Promise<ServiceError> {
    const { path } = protos.GatewayService[method];
    return new Promise((resolve, reject) => {
      this.client().makeUnaryRequest(
        path,
        (message: { serializeBinary(): Uint8Array }) => Buffer.from(message.serializeBinary()),
        (bytes: Buffer) => bytes,
        request,
        new Metadata(),
        (error) => {
          if (error === null) reject(new Error('no error'));
          else resolve(error);
        },
      );
    });
  }
}
