import { Buffer } from 'node:buffer';
import type { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import type { AccessControl } from '../endorser/AccessControl.js';
import type { Identity } from '../msp/Identity.js';
import { parseBlockNumber } from './parseBlockNumber.js';
import type { PeerLedger } from './PeerLedger.js';
import { refusal } from './refusal.js';
import { success } from './success.js';
import type { SystemChaincode } from './SystemChaincode.js';
import type { SystemChaincodeContext } from './SystemChaincodeContext.js';
import { text } from './text.js';

const NAME = 'qscc';

/** Answers from a function's third argument, or fails with what the ledger says. */
type Query = (argument: Uint8Array) => peer.Response;

/** `qscc`: the channel's blocks and transactions (core/scc/qscc/query.go). */
export class QuerySystemChaincode implements SystemChaincode {
  readonly #channel: string;
  readonly #ledger: PeerLedger;
  readonly #access: AccessControl;
  readonly #queries: ReadonlyMap<string, Query> = new Map<string, Query>([
    ['GetChainInfo', () => this.#chainInfo()],
    ['GetBlockByNumber', (number) => this.#blockByNumber(text(number))],
    ['GetBlockByHash', (hash) => this.#blockByHash(hash)],
    ['GetTransactionByID', (txId) => this.#transaction(text(txId))],
    ['GetBlockByTxID', (txId) => this.#blockByTxId(text(txId))],
  ]);

  constructor(channel: string, ledger: PeerLedger, access: AccessControl) {
    this.#channel = channel;
    this.#ledger = ledger;
    this.#access = access;
  }

  execute(args: readonly Uint8Array[], context: SystemChaincodeContext): peer.Response {
    if (args.length < 2) return refusal(`Incorrect number of arguments, ${args.length}`);
    const { invokedChaincode } = context;
    if (invokedChaincode !== NAME)
      return refusal(
        `Rejecting invoke of QSCC from another chaincode because of potential for deadlocks, original invocation for '${invokedChaincode}'`,
      );
    const fname = text(args[0]);
    if (fname !== 'GetChainInfo' && args.length < 3) return refusal(`missing 3rd argument for ${fname}`);
    const channel = text(args[1]);
    if (channel !== this.#channel) return refusal(`Invalid chain ID, ${channel}`);
    return this.#query(fname, args[2] ?? new Uint8Array(), context.creator);
  }

  #query(fname: string, argument: Uint8Array, caller: Identity): peer.Response {
    try {
      this.#access.check(`${NAME}/${fname}`, this.#channel, caller);
    } catch (error) {
      return refusal(`access denied for [${fname}][${this.#channel}]: [${messageOf(error)}]`);
    }
    return this.#queries.get(fname)?.(argument) ?? refusal(`Requested function ${fname} not found.`);
  }

  #chainInfo(): peer.Response {
    return answered('Failed to get block info with error', () => this.#ledger.chainInfo());
  }

  #blockByNumber(number: string): peer.Response {
    let parsed: bigint;
    try {
      parsed = parseBlockNumber(number);
    } catch (error) {
      return refusal(`Failed to parse block number with error ${messageOf(error)}`);
    }
    return answered(`Failed to get block number ${parsed}, error`, () => this.#ledger.blockByNumber(parsed));
  }

  #blockByHash(hash: Uint8Array): peer.Response {
    const shown = Buffer.from(hash).toString();
    return answered(`Failed to get block hash ${shown}, error`, () => this.#ledger.blockByHash(hash));
  }

  #transaction(txId: string): peer.Response {
    return answered(`Failed to get transaction with id ${txId}, error`, () => this.#ledger.transaction(txId));
  }

  #blockByTxId(txId: string): peer.Response {
    return answered(`Failed to get block for txID ${txId}, error`, () => this.#ledger.blockByTxId(txId));
  }
}

function answered(failure: string, read: () => { serializeBinary(): Uint8Array }): peer.Response {
  try {
    return success(read().serializeBinary());
  } catch (error) {
    return refusal(`${failure} ${messageOf(error)}`);
  }
}
