import { status } from '@grpc/grpc-js';
import type { peer } from '@hyperledger/fabric-protos';
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
            attempt.abort(deadlineExceeded());
          }, this.#timeoutMs);
    try {
      return readPeerAnswer(await Promise.race([to.processProposal(signed, attempt.signal), ended]));
    } catch (error) {
      signal.throwIfAborted();
      return this.#refused(
        to,
        error instanceof Error ? error.message : String(error),
        attempt.signal.aborted,
      );
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  /** In Fabric a refusal of the peer itself comes with its reason from the own peer, and as a broken call from others. */
  #refused(to: Peer, text: string, timedOut: boolean): PeerAnswer {
    if (to === this.#local) return { ok: false, code: status.FAILED_PRECONDITION, text, retry: false };
    const code = timedOut ? 'DeadlineExceeded' : 'Unknown';
    const rpcText = `rpc error: code = ${code} desc = ${text}`;
    return { ok: false, code: status.UNAVAILABLE, text: rpcText, retry: true };
  }
}

function deadlineExceeded(): Error {
  return new Error('context deadline exceeded');
}
