import { common, type peer } from '@hyperledger/fabric-protos';
import { AclError } from '../peer/AclError.js';
import { MalformedMessageError } from '../peer/MalformedMessageError.js';
import type { BlockResponse } from './BlockResponse.js';
import type { DeliverOptions } from './DeliverOptions.js';
import { parseSeekRequest } from './parseSeekRequest.js';
import { resolveSeek } from './resolveSeek.js';
import type { SeekRange } from './SeekRange.js';
import type { SeekRequest } from './SeekRequest.js';
import { Session } from './Session.js';
import { statusResponse } from './statusResponse.js';

type Status = common.StatusMap[keyof common.StatusMap];
type Respond = (response: peer.DeliverResponse) => Promise<void>;

/** One of the Deliver service's methods (common/deliver/deliver.go): which policy guards it, and what it sends of a block. */
export class Delivery {
  readonly #options: DeliverOptions;
  readonly #resource: string;
  readonly #blockResponse: BlockResponse;

  constructor(options: DeliverOptions, resource: string, blockResponse: BlockResponse) {
    this.#options = options;
    this.#resource = resource;
    this.#blockResponse = blockResponse;
  }

  /**
   * Answers one request: its blocks, then a status.
   *
   * @returns whether another request may follow
   * @throws the signal's reason, and RpcError when private data cannot be judged
   */
  async run(envelope: common.Envelope, respond: Respond, signal: AbortSignal): Promise<boolean> {
    const code = await this.#deliver(envelope, respond, signal);
    await respond(statusResponse(code));
    return code === common.Status.SUCCESS;
  }

  async #deliver(envelope: common.Envelope, respond: Respond, signal: AbortSignal): Promise<Status> {
    try {
      const request = parseSeekRequest(envelope, this.#options.now());
      if (request.channel !== this.#options.bundle.channel) return common.Status.NOT_FOUND;
      return await this.#deliverRequest(request, respond, signal);
    } catch (error) {
      if (error instanceof MalformedMessageError) return common.Status.BAD_REQUEST;
      if (error instanceof AclError) return common.Status.FORBIDDEN;
      throw error;
    }
  }

  async #deliverRequest(request: SeekRequest, respond: Respond, signal: AbortSignal): Promise<Status> {
    const session = Session.open(request, this.#resource, this.#options);
    const range = resolveSeek(request.seekInfo, this.#options.peer.height);
    if (typeof range === 'number') return range;
    return this.#deliverRange(range, session, respond, signal);
  }

  async #deliverRange(
    range: SeekRange,
    session: Session,
    respond: Respond,
    signal: AbortSignal,
  ): Promise<Status> {
    const { peer } = this.#options;
    for (let number = range.start; ; number += 1) {
      if (range.failIfNotReady && number >= peer.height) return common.Status.NOT_FOUND;
      await peer.waitForBlock(number, signal);
      const block = peer.block(number);
      if (block === undefined) return common.Status.SERVICE_UNAVAILABLE;
      session.check();
      await respond(this.#response(block, session.request));
      if (number === range.stop) return common.Status.SUCCESS;
    }
  }

  /** As in Fabric, a block that cannot be filtered is answered with a status, and the stream goes on. */
  #response(block: common.Block, request: SeekRequest): peer.DeliverResponse {
    try {
      return this.#blockResponse(block, request.signed);
    } catch (error) {
      if (error instanceof MalformedMessageError) return statusResponse(common.Status.BAD_REQUEST);
      throw error;
    }
  }
}
