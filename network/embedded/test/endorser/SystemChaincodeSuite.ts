import { peer } from '@hyperledger/fabric-protos';
import { temporaryFolder } from '../ledger/temporaryFolder.js';
import type { Identity } from '../../src/msp/Identity.js';
import { TestNetwork, type TestMspId } from './TestNetwork.js';

export interface SystemCall {
  readonly mspId?: TestMspId;
  readonly role?: string;
  readonly channel?: string;
  readonly invokedChaincode?: string;
}

type Argument = string | Uint8Array;

/** One system chaincode of Org1's peer, called by a client of Org1 on the channel `mychannel` unless told otherwise. */
export class SystemChaincodeSuite {
  readonly #name: string;
  #network: TestNetwork | undefined;

  constructor(name: string) {
    this.#name = name;
    after(() => {
      this.network.ledger.close();
    });
    const file = temporaryFolder();
    before(() => {
      this.#network = new TestNetwork(file('ledger'));
    });
  }

  get network(): TestNetwork {
    if (this.#network === undefined) throw new Error('before the tests');
    return this.#network;
  }

  creator({ mspId = 'Org1MSP', role = 'client' }: SystemCall = {}): Identity {
    return this.network.bundle.membership.deserialize(this.network.identity(mspId, role).serialized);
  }

  call(args: readonly Argument[], how: SystemCall = {}): peer.Response {
    const { channel = 'mychannel', invokedChaincode = this.#name } = how;
    const chaincode = this.network.systemChaincodes.get(this.#name);
    const context = { channel, creator: this.creator(how), invokedChaincode };
    return (
      chaincode?.execute(
        args.map((arg) => Buffer.from(arg)),
        context,
      ) ?? new peer.Response()
    );
  }

  /** Status and message. */
  refusal(args: readonly Argument[], how: SystemCall = {}): [status: number, message: string] {
    const response = this.call(args, how);
    return [response.getStatus(), response.getMessage()];
  }

  payload(args: readonly Argument[], how: SystemCall = {}): Uint8Array {
    const response = this.call(args, how);
    if (response.getStatus() !== 200) throw new Error(response.getMessage());
    return response.getPayload_asU8();
  }
}
