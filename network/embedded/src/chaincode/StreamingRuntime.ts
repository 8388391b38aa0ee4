import { credentials as grpcCredentials, type ChannelCredentials } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { Definitions } from '../definitions/Definitions.js';
import type { Identity } from '../msp/Identity.js';
import type { ChaincodeCall } from './ChaincodeCall.js';
import { ChaincodeError } from './ChaincodeError.js';
import { ChaincodeLink } from './ChaincodeLink.js';
import type { ChaincodeResult } from './ChaincodeResult.js';
import type { ChaincodeRuntime } from './ChaincodeRuntime.js';
import type { ChaincodeStream } from './ChaincodeStream.js';
import { checkInvocation } from './checkInvocation.js';
import { decodeRequest } from './decodeRequest.js';
import { encodeMessage } from './encodeMessage.js';
import { messageOf } from '../messageOf.js';
import { parseChaincodeName } from './parseChaincodeName.js';
import { readResult } from './readResult.js';
import { TransactionContext } from './TransactionContext.js';

export interface StreamingRuntimeOptions {
  readonly channel: string;
  /** Whose peer it is. */
  readonly mspId: string;
  readonly definitions: Definitions;
  /** By name: qscc, cscc, _lifecycle. */
  readonly systemChaincodes: ReadonlyMap<string, Pick<ChaincodeRuntime, 'execute'>>;
  /** The ACL `peer/ChaincodeToChaincode`: throws when the creator may not call this chaincode from another. */
  readonly authorizeChaincodeToChaincode: (creator: Identity, chaincode: string) => void;
  /** core.yaml's `chaincode.executetimeout`. */
  readonly executeTimeoutMs: number;
  /** Plaintext when absent. */
  readonly credentials?: ChannelCredentials;
  /** How long a call waits for a chaincode server that is not there: connection.json's `dial_timeout`; 3 s when absent. */
  readonly dialTimeoutMs?: number;
  /** How long it waits for a server that is there to register; 10 s when absent. */
  readonly startupTimeoutMs?: number;
  /** Told why a stream has ended, and of messages that were dropped. */
  readonly log: (text: string) => void;
}

/** Chaincode as a service: the peer connects to chaincode servers. Texts of errors are those of core/chaincode. */
export class StreamingRuntime implements ChaincodeRuntime {
  readonly #options: StreamingRuntimeOptions;
  readonly #links = new Map<string, ChaincodeLink>();
  #isClosed = false;

  constructor(options: StreamingRuntimeOptions) {
    this.#options = options;
  }

  async execute(call: ChaincodeCall, signal?: AbortSignal): Promise<ChaincodeResult> {
    const system = this.#options.systemChaincodes.get(call.chaincode);
    if (system !== undefined) return system.execute(call, signal);
    let message: peer.ChaincodeMessage;
    try {
      message = await this.#invoke(call, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const text = `failed to execute transaction ${call.txId}: ${messageOf(error)}`;
      throw new ChaincodeError(text, { cause: error });
    }
    return readResult(message, call);
  }

  close(): void {
    this.#isClosed = true;
    for (const link of this.#links.values()) link.close();
  }

  async #invoke(call: ChaincodeCall, signal?: AbortSignal): Promise<peer.ChaincodeMessage> {
    const definition = this.#checked(call);
    const stream = await this.#stream(definition, signal);
    const { channel, executeTimeoutMs } = this.#options;
    const context = new TransactionContext(channel, definition, call);
    try {
      return await stream.execute(context, startMessage(channel, call), executeTimeoutMs, signal);
    } catch (error) {
      throw new Error(`error sending: ${messageOf(error)}`, { cause: error });
    }
  }

  #checked(call: ChaincodeCall): ChaincodeDefinition {
    const { channel, definitions } = this.#options;
    const name = call.chaincode;
    try {
      const definition = definitions.find(name);
      if (definition === undefined) {
        throw new Error(
          `[channel ${channel}] failed to get chaincode container info for ${name}: chaincode ${name} not found`,
        );
      }
      checkInvocation(definition, call);
      return definition;
    } catch (error) {
      throw new Error(`invalid invocation: ${messageOf(error)}`, { cause: error });
    }
  }

  async #stream(definition: ChaincodeDefinition, signal?: AbortSignal): Promise<ChaincodeStream> {
    const id = chaincodeId(definition);
    try {
      const link = this.#link(definition);
      return link.ready ?? (await link.launch(signal));
    } catch (error) {
      throw new Error(`could not launch chaincode ${id}: ${messageOf(error)}`, { cause: error });
    }
  }

  #link(definition: ChaincodeDefinition): ChaincodeLink {
    if (this.#isClosed) throw new Error('the peer is stopping');
    const { name, addresses } = definition;
    const address = addresses[this.#options.mspId] ?? definition.address;
    const known = this.#links.get(name);
    if (known?.address === address) return known;
    known?.close();
    const link = new ChaincodeLink({
      channel: this.#options.channel,
      chaincode: chaincodeId(definition),
      address,
      credentials: this.#options.credentials ?? grpcCredentials.createInsecure(),
      dialTimeoutMs: this.#options.dialTimeoutMs ?? 3000,
      startupTimeoutMs: this.#options.startupTimeoutMs ?? 10_000,
      invokeChaincode: (context, payload, ended) => this.#invokeFromChaincode(context.call, payload, ended),
      log: this.#options.log,
    });
    this.#links.set(name, link);
    return link;
  }

  async #invokeFromChaincode(
    caller: ChaincodeCall,
    payload: Uint8Array,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const spec = decodeRequest(peer.ChaincodeSpec, payload, []);
    const { name, channel } = parseChaincodeName(spec.getChaincodeId()?.getName() ?? '');
    this.#authorize(caller, name, channel === '' ? this.#options.channel : channel);
    const call = { ...caller, chaincode: name, input: spec.getInput() ?? new peer.ChaincodeInput() };
    try {
      const system = this.#options.systemChaincodes.get(name);
      if (system === undefined) return (await this.#invoke(call, signal)).serializeBinary();
      return completed(this.#options.channel, call, await system.execute(call, signal));
    } catch (error) {
      throw new Error(`execute failed: ${messageOf(error)}`, { cause: error });
    }
  }

  #authorize({ creator }: ChaincodeCall, name: string, channel: string): void {
    const isSystem = this.#options.systemChaincodes.has(name);
    if (channel !== this.#options.channel) {
      throw new Error(
        isSystem
          ? `failed to find ledger for channel: ${channel}`
          : `Failed to get policy manager for channel [${channel}]`,
      );
    }
    if (!isSystem) this.#options.authorizeChaincodeToChaincode(creator, name);
  }
}

// A chaincode that the network's settings name has no package: its id is as of a peer in development mode.
function chaincodeId({ name, version }: ChaincodeDefinition): string {
  return `${name}:${version}`;
}

function startMessage(channel: string, call: ChaincodeCall): Uint8Array {
  const { INIT, TRANSACTION } = peer.ChaincodeMessage.Type;
  return encodeMessage({
    type: call.input.getIsInit() ? INIT : TRANSACTION,
    payload: withoutDecorations(call.input).serializeBinary(),
    txId: call.txId,
    channel,
    proposal: call.signedProposal,
  });
}

// Decorations are the peer's own, and this one has none: not what a client or a chaincode says they are.
function withoutDecorations(input: peer.ChaincodeInput): peer.ChaincodeInput {
  if (input.getDecorationsMap().getLength() === 0) return input;
  const clean = input.clone();
  clean.clearDecorationsMap();
  return clean;
}

function completed(channel: string, { txId }: ChaincodeCall, { response }: ChaincodeResult): Uint8Array {
  return encodeMessage({
    type: peer.ChaincodeMessage.Type.COMPLETED,
    payload: response.serializeBinary(),
    txId,
    channel,
  });
}
