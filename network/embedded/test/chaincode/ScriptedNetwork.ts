import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeCall } from '../../src/chaincode/ChaincodeCall.js';
import type { ChaincodeResult } from '../../src/chaincode/ChaincodeResult.js';
import type { ChaincodeRuntime } from '../../src/chaincode/ChaincodeRuntime.js';
import { StreamingRuntime } from '../../src/chaincode/StreamingRuntime.js';
import { MemorySnapshot } from './MemorySnapshot.js';
import { ScriptedServer, type ScriptedStream } from './ScriptedServer.js';
import { testCall } from './testCall.js';
import { testDefinitions } from './testDefinitions.js';

/** A peer's runtime, a chaincode `scripted` that does what a test says, and one, `down`, whose server is not there. */
export class ScriptedNetwork {
  readonly runtime: StreamingRuntime;
  readonly log: string[] = [];
  readonly systemChaincodes = new Map<string, Pick<ChaincodeRuntime, 'execute'>>();
  /** What the newest stream's script came to. */
  scripted: Promise<void> = Promise.resolve();
  script: (stream: ScriptedStream) => Promise<void> | void = () => undefined;
  readonly #server: ScriptedServer;
  readonly #definitions: ReturnType<typeof testDefinitions>;

  private constructor(server: ScriptedServer, address: string, executeTimeoutMs: number) {
    this.#server = server;
    this.#definitions = testDefinitions([
      { name: 'scripted', address },
      { name: 'down', address: '127.0.0.1:1' },
    ]);
    this.runtime = new StreamingRuntime({
      channel: 'mychannel',
      mspId: 'Org1MSP',
      definitions: this.#definitions,
      systemChaincodes: this.systemChaincodes,
      authorizeChaincodeToChaincode: () => {
        throw new Error('not authorised');
      },
      executeTimeoutMs,
      dialTimeoutMs: 300,
      startupTimeoutMs: 300,
      log: (text) => this.log.push(text),
    });
  }

  static async start(executeTimeoutMs = 300): Promise<ScriptedNetwork> {
    const server = new ScriptedServer();
    const network = new ScriptedNetwork(server, await server.start(), executeTimeoutMs);
    server.onStream = (stream): void => {
      network.scripted = Promise.resolve(network.script(stream));
    };
    return network;
  }

  stop(): void {
    this.runtime.close();
    this.#server.stop();
  }

  /** The chaincode registers, takes a call, and goes on as the test says. */
  onCall(then: (stream: ScriptedStream, txId: string) => Promise<void> | void): void {
    this.script = async (stream): Promise<void> => {
      await stream.register();
      const message = await stream.receive();
      await then(stream, message.getTxid());
    };
  }

  call(chaincode = 'scripted'): ChaincodeCall {
    const definitions = this.#definitions;
    return testCall({ chaincode, args: ['f'], definitions, snapshot: new MemorySnapshot() });
  }

  execute(call = this.call(), signal?: AbortSignal): Promise<ChaincodeResult> {
    return this.runtime.execute(call, signal);
  }

  /** The status of a call's response. */
  async status(): Promise<number> {
    return (await this.execute()).response.getStatus();
  }

  /** What an INVOKE_CHAINCODE carries. */
  static spec(chaincode: string): Uint8Array {
    const id = new peer.ChaincodeID();
    id.setName(chaincode);
    const result = new peer.ChaincodeSpec();
    result.setChaincodeId(id);
    return result.serializeBinary();
  }
}
