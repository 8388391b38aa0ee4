import { StreamingRuntime } from '../../src/chaincode/StreamingRuntime.js';
import type { ChaincodeCall } from '../../src/chaincode/ChaincodeCall.js';
import type { ChaincodeResult } from '../../src/chaincode/ChaincodeResult.js';
import type { Definitions } from '../../src/definitions/Definitions.js';
import { MemorySnapshot } from './MemorySnapshot.js';
import { StubServer } from './StubServer.js';
import { testCall, type TestCallOptions } from './testCall.js';
import { testDefinitions } from './testDefinitions.js';

/** A peer's runtime and a chaincode server that is `stub`, `other` (Org1MSP's own, the runtime's organisation) and `inited` (which demands Init, version 2.0). */
export class StubNetwork {
  readonly server: StubServer;
  readonly runtime: StreamingRuntime;
  readonly #definitions: Definitions;
  #snapshot = new MemorySnapshot();

  private constructor(server: StubServer) {
    const { address } = server;
    this.server = server;
    this.#definitions = testDefinitions([
      { name: 'stub', address },
      { name: 'other', address: 'nowhere.invalid:1', addresses: { Org1MSP: address } },
      { name: 'inited', address, initRequired: true, version: '2.0' },
    ]);
    this.runtime = new StreamingRuntime({
      channel: 'mychannel',
      mspId: 'Org1MSP',
      definitions: this.#definitions,
      systemChaincodes: new Map(),
      authorizeChaincodeToChaincode: (creator, name): void => {
        if (creator.mspId === 'Org9MSP') throw new Error(`access to ${name} denied`);
      },
      executeTimeoutMs: 2000,
      log: () => undefined,
    });
  }

  /** Does not wait for the server: a first call must. */
  static async start(): Promise<StubNetwork> {
    const network = new StubNetwork(await StubServer.onFreePort());
    network.server.start();
    return network;
  }

  async stop(): Promise<void> {
    this.runtime.close();
    await this.server.stop();
  }

  /** The state that calls from now on read. */
  newSnapshot(): MemorySnapshot {
    this.#snapshot = new MemorySnapshot();
    return this.#snapshot;
  }

  /** A call of `stub` by a client of Org1MSP, unless the options say otherwise. */
  call(args: readonly string[], options: Partial<TestCallOptions> = {}): ChaincodeCall {
    const definitions = this.#definitions;
    return testCall({ chaincode: 'stub', args, definitions, snapshot: this.#snapshot, ...options });
  }

  execute(call: ChaincodeCall, signal?: AbortSignal): Promise<ChaincodeResult> {
    return this.runtime.execute(call, signal);
  }

  /** What the chaincode answers. @throws Error with the message of a refusal */
  async run(args: readonly string[], options: Partial<TestCallOptions> = {}): Promise<unknown> {
    const { response } = await this.execute(this.call(args, options));
    if (response.getStatus() !== 200) throw new Error(response.getMessage());
    return JSON.parse(Buffer.from(response.getPayload_asU8()).toString());
  }
}
