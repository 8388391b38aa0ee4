import { status } from '@grpc/grpc-js';
import type { peer } from '@hyperledger/fabric-protos';
import { EndorserError } from '../endorser/EndorserError.js';
import type { Peer } from '../peer/Peer.js';
import type { PeerAnswer } from './PeerAnswer.js';
import { readPeerAnswer } from './readPeerAnswer.js';

/** Has peers process proposals: the Gateway's own directly, others as over a connection that has a time limit. */
export class ProposalSender {
  readonly #local: Peer;
  readonly #timeoutMs: number;

  constructor(local: Peer, timeoutMs: number) {
    this.#local = local;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws the signal's reason when it aborts before the peer has answered */
  async send(to: Peer, signed: peer.SignedProposal, signal: AbortSignal): Promise<PeerAnswer> {
    signal.throwIfAborted();
    const attempt = new AbortController();
    const ended = new Promise<never>((_, reject) => {
      attempt.signal.addEventListener('abort', () => {
        reject(attempt.signal.reason as Error);
      });
    });
    const abort = (): void => {
      attempt.abort(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    const timer =
      to === this.#local
        ? undefined
        : setTimeout(() => {
            attempt.abort();
          }, this.#timeoutMs);
    try {
      return readPeerAnswer(await Promise.race([to.processProposal(signed, attempt.signal), ended]));
    } catch (error) {
      signal.throwIfAborted();
      if (attempt.signal.aborted) return brokenCall('DeadlineExceeded', 'context deadline exceeded');
      if (error instanceof EndorserError) return this.#refused(to, error.message);
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  /** In Fabric a refusal comes with its reason from the own peer, and as a call that broke from others. */
  #refused(to: Peer, text: string): PeerAnswer {
    if (to !== this.#local) return brokenCall('Unknown', text);
    return { ok: false, code: status.FAILED_PRECONDITION, text, retry: false };
  }
}

function brokenCall(code: string, text: string): PeerAnswer {
  const rpcText = `rpc error: code = ${code} desc = ${text}`;
  return { ok: false, code: status.UNAVAILABLE, text: rpcText, retry: true };
}
