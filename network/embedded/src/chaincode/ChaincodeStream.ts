import { peer } from '@hyperledger/fabric-protos';
import { parseMessage } from '../peer/parseMessage.js';
import { chaincodeRequests } from './chaincodeRequests.js';
import type { ChaincodeRequest } from './ChaincodeRequest.js';
import { encodeMessage } from './encodeMessage.js';
import { messageOf } from '../messageOf.js';
import { messageTypeName } from './messageTypeName.js';
import type { PeerStream } from './openStream.js';
import { RunningCall } from './RunningCall.js';
import type { TransactionContext } from './TransactionContext.js';

const { Type } = peer.ChaincodeMessage;
const { REGISTERED, READY, RESPONSE, ERROR } = Type;
/** What calls in flight fail with when their stream ends: Fabric's text. */
const streamTerminated = 'chaincode stream terminated';

/** Of a message to the chaincode, in bytes: Fabric's DefaultMaxSendMsgSize. */
const maxMessageBytes = 100 * 1024 * 1024;
/** Answers that the chaincode has not taken: with more, the peer reads no further requests from it. */
const maxQueuedMessages = 1024;
/** Of what a chaincode named that the peer repeats in an error, or sends back to tell what it answers, in UTF-16 units. */
const maxEchoedLength = 65_536;

export interface ChaincodeStreamOptions {
  readonly channel: string;
  readonly chaincode: string;
  /** Runs what an INVOKE_CHAINCODE asks for, and gives the ChaincodeMessage that the called chaincode ended with. */
  readonly invokeChaincode: (
    context: TransactionContext,
    payload: Uint8Array,
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
  readonly log: (text: string) => void;
}

/**
 * The peer's end of one stream to a chaincode: Fabric's core/chaincode Handler. All but calls of other chaincodes is answered
 * within the event that brought it.
 */
export class ChaincodeStream {
  readonly #stream: PeerStream;
  readonly #options: ChaincodeStreamOptions;
  readonly #calls = new Map<string, RunningCall>();
  #state: 'created' | 'ready' | 'ended' = 'created';
  #registered: ((error?: Error) => void) | undefined;

  constructor(stream: PeerStream, options: ChaincodeStreamOptions) {
    this.#stream = stream;
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  /**
   * Listens, and comes back when the chaincode has registered and was told READY.
   *
   * @throws Error when the stream ends before
   */
  async register(): Promise<void> {
    this.#stream.on('data', (message: peer.ChaincodeMessage) => {
      this.#receive(message);
    });
    this.#stream.on('drain', () => {
      this.#stream.resume();
    });
    // Answers that were not sent never will be: read on to the end.
    this.#stream.on('status', () => {
      this.#stream.resume();
    });
    this.#stream.on('error', (error: Error) => {
      this.#end(`receive from chaincode support stream failed: ${error.message}`);
    });
    this.#stream.on('end', () => {
      this.#end('received EOF, ending chaincode support stream');
    });
    await new Promise<void>((resolve, reject) => {
      this.#registered = (error): void => {
        if (error === undefined) resolve();
        else reject(error);
      };
    });
  }

  /**
   * Runs a call to its COMPLETED or ERROR message.
   *
   * @throws Error with Fabric's text when the transaction is on this stream already, the chaincode is too slow, or the stream
   *   ends; the signal's reason
   */
  async execute(
    context: TransactionContext,
    message: Uint8Array,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<peer.ChaincodeMessage> {
    const { txId } = context.call;
    if (this.#calls.has(txId)) throw new Error(`txid: ${txId}(${this.#options.channel}) exists`);
    if (this.#state === 'ended') throw new Error(streamTerminated);
    const call = new RunningCall(context);
    this.#calls.set(txId, call);
    try {
      this.#write(message);
      return await call.wait(timeoutMs, signal);
    } finally {
      this.#calls.delete(txId);
      context.queries.closeAll();
    }
  }

  /** Ends the stream, and with it the calls that are running. */
  close(reason: string): void {
    this.#end(reason);
    this.#stream.cancel();
  }

  #receive(message: peer.ChaincodeMessage): void {
    if (this.#state === 'ended' || message.getType() === Type.KEEPALIVE) return;
    if (message.getTxid().length > maxEchoedLength || message.getChannelId().length > maxEchoedLength)
      this.#refuse(message);
    else if (this.#state === 'created') this.#receiveFirst(message);
    else this.#receiveRequest(message);
    if (this.#stream.writableLength > maxQueuedMessages) this.#stream.pause();
  }

  #receiveFirst(message: peer.ChaincodeMessage): void {
    if (message.getType() !== Type.REGISTER) {
      this.#refuse(message);
      return;
    }
    const problem = checkRegistration(message.getPayload_asU8());
    if (problem !== undefined) {
      this.#registered?.(new Error(problem));
      this.close(problem);
      return;
    }
    this.#write(encodeMessage({ type: REGISTERED }));
    this.#write(encodeMessage({ type: READY }));
    this.#state = 'ready';
    this.#registered?.();
  }

  #receiveRequest(message: peer.ChaincodeMessage): void {
    const type = message.getType();
    const request = chaincodeRequests.get(type);
    if (request !== undefined) this.#answer(message, request);
    else if (type === Type.COMPLETED || type === ERROR) this.#callOf(message)?.complete(message);
    else if (type === Type.INVOKE_CHAINCODE) void this.#invokeChaincode(message);
    else this.#refuse(message);
  }

  #callOf(message: peer.ChaincodeMessage): RunningCall | undefined {
    const isHere = message.getChannelId() === this.#options.channel;
    return isHere ? this.#calls.get(message.getTxid()) : undefined;
  }

  #answer(message: peer.ChaincodeMessage, request: ChaincodeRequest): void {
    const call = this.#callOf(message);
    if (call?.isCalling === true) {
      this.#logPending(message);
      return;
    }
    try {
      if (call === undefined) throw new Error('no ledger context');
      this.#respond(message, request(call.context, message.getPayload_asU8()));
    } catch (error) {
      this.#respondError(message, error);
    }
  }

  async #invokeChaincode(message: peer.ChaincodeMessage): Promise<void> {
    const call = this.#callOf(message);
    if (call?.isCalling === true) {
      this.#logPending(message);
      return;
    }
    try {
      if (call === undefined) throw new Error('could not get valid transaction');
      call.isCalling = true;
      const { invokeChaincode } = this.#options;
      this.#respond(message, await invokeChaincode(call.context, message.getPayload_asU8(), call.ended));
    } catch (error) {
      this.#respondError(message, error);
    } finally {
      if (call !== undefined) call.isCalling = false;
    }
  }

  #respond(request: peer.ChaincodeMessage, payload: Uint8Array | undefined): void {
    this.#write(
      encodeMessage({
        type: RESPONSE,
        ...(payload === undefined ? {} : { payload }),
        txId: request.getTxid(),
        channel: request.getChannelId(),
      }),
    );
  }

  #respondError(request: peer.ChaincodeMessage, error: unknown): void {
    const name = messageTypeName(request.getType());
    const text = `${name} failed: transaction ID: ${request.getTxid()}: ${messageOf(error)}`;
    this.#write(
      encodeMessage({
        type: ERROR,
        // An answer too large to be sent must not be an error again.
        payload: Buffer.from(text.slice(0, maxEchoedLength)),
        txId: request.getTxid(),
        channel: request.getChannelId(),
      }),
    );
  }

  /** @throws Error when the message is too large; what comes after the stream's end goes nowhere */
  #write(message: Uint8Array): void {
    if (message.length > maxMessageBytes) {
      throw new Error(`trying to send message larger than max (${message.length} vs. ${maxMessageBytes})`);
    }
    if (this.#state !== 'ended') this.#stream.write(message);
  }

  #refuse(message: peer.ChaincodeMessage): void {
    const what = `cannot handle message (${messageTypeName(message.getType())})`;
    const where = `while in ${this.#state} state`;
    this.close(
      `error handling message, ending stream: [${message.getTxid().slice(0, 64)}] Fabric side handler ${what} ${where}`,
    );
  }

  #logPending(message: peer.ChaincodeMessage): void {
    this.#options.log(
      `[${message.getTxid().slice(0, 8)}] Another request pending for this CC: ${this.#options.chaincode}, Txid: ${message.getTxid()}, ChannelID: ${message.getChannelId()}. Cannot process.`,
    );
  }

  #end(reason: string): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#options.log(`chaincode ${this.#options.chaincode}: ${reason}`);
    this.#registered?.(new Error(`connection to ${this.#options.chaincode} terminated`));
    for (const call of this.#calls.values()) call.fail(new Error(streamTerminated));
  }
}

/** What is wrong with the payload of a REGISTER. Any name will do: it is the peer that chose the server by its address. */
function checkRegistration(payload: Uint8Array): string | undefined {
  try {
    const { name } = parseMessage(peer.ChaincodeID, payload).toObject();
    return name === '' ? 'error in handling register chaincode, chaincodeID name is empty' : undefined;
  } catch (error) {
    return `Error in received REGISTER, could NOT unmarshal registration info: ${messageOf(error)}`;
  }
}
