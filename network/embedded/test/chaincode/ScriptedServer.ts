import { once } from 'node:events';
import { Server, ServerCredentials, status, type ServerDuplexStream } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';

const { Type } = peer.ChaincodeMessage;
type Message = peer.ChaincodeMessage;
type MessageType = ReturnType<Message['getType']>;

/** One stream of a peer, as a chaincode sees it. */
export class ScriptedStream {
  readonly #stream: ServerDuplexStream<Uint8Array, Uint8Array>;
  readonly #received: Message[] = [];

  constructor(stream: ServerDuplexStream<Uint8Array, Uint8Array>) {
    this.#stream = stream;
    stream.on('data', (bytes: Uint8Array) => {
      this.#received.push(peer.ChaincodeMessage.deserializeBinary(new Uint8Array(bytes)));
      stream.emit('message');
    });
  }

  /** The next message of the peer. */
  async receive(): Promise<Message> {
    const first = this.#received.shift();
    if (first !== undefined) return first;
    await once(this.#stream, 'message');
    return this.receive();
  }

  /** Type, text of the payload, and transaction of the next message. */
  async answer(): Promise<{ type: number; payload: string; txId: string }> {
    const message = await this.receive();
    const payload = Buffer.from(message.getPayload_asU8()).toString();
    return { type: message.getType(), payload, txId: message.getTxid() };
  }

  send(type: MessageType, payload: Uint8Array | string, txId = '', channel = 'mychannel'): void {
    const message = new peer.ChaincodeMessage();
    message.setType(type);
    message.setPayload(Buffer.from(payload));
    message.setTxid(txId);
    message.setChannelId(channel);
    this.sendBytes(message.serializeBinary());
  }

  sendBytes(bytes: Uint8Array): void {
    this.#stream.write(bytes);
  }

  /** Registers and reads REGISTERED and READY. */
  async register(): Promise<void> {
    const id = new peer.ChaincodeID();
    id.setName('scripted:1.0');
    this.send(Type.REGISTER, id.serializeBinary(), '', '');
    await this.receive();
    await this.receive();
  }

  complete(txId: string): void {
    const response = new peer.Response();
    response.setStatus(200);
    this.send(Type.COMPLETED, response.serializeBinary(), txId);
  }

  end(): void {
    this.#stream.end();
  }

  crash(): void {
    this.#stream.emit('error', { code: status.UNAVAILABLE, details: 'crash' });
  }
}

/** A chaincode server that does what a test says, message by message, and well-formed only if the test wants it so. */
export class ScriptedServer {
  readonly #server = new Server();
  onStream: (stream: ScriptedStream) => void = () => undefined;

  /** @returns its address */
  async start(): Promise<string> {
    const raw = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
    this.#server.addService(
      {
        connect: {
          path: peer.ChaincodeService.connect.path,
          requestStream: true,
          responseStream: true,
          requestSerialize: raw,
          requestDeserialize: raw,
          responseSerialize: raw,
          responseDeserialize: raw,
        },
      },
      {
        connect: (stream: ServerDuplexStream<Uint8Array, Uint8Array>) => {
          stream.on('error', () => undefined);
          this.onStream(new ScriptedStream(stream));
        },
      },
    );
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    return `127.0.0.1:${port}`;
  }

  stop(): void {
    this.#server.forceShutdown();
  }
}
