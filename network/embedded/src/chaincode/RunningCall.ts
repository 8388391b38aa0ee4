import type { peer } from '@hyperledger/fabric-protos';
import { abortReason } from './abortReason.js';
import type { TransactionContext } from './TransactionContext.js';

/** core.yaml's `chaincode.executetimeout` was reached: Fabric's text. */
const executionTimeout = 'timeout expired while executing transaction';

/** A call from its TRANSACTION or INIT to its COMPLETED or ERROR. */
export class RunningCall {
  readonly context: TransactionContext;
  /** Whether a chaincode that it calls is running: until that one is done, Fabric drops what else it asks for. */
  isCalling = false;
  // Few calls need it, and an AbortController is dear.
  #ended: AbortController | undefined;
  #complete: ((answer: peer.ChaincodeMessage) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  constructor(context: TransactionContext) {
    this.context = context;
  }

  /** Aborted when the call has ended: the chaincodes that it calls must not outlive it. */
  get ended(): AbortSignal {
    this.#ended ??= new AbortController();
    return this.#ended.signal;
  }

  /**
   * Waits for complete() or fail().
   *
   * @throws Error with Fabric's text after `timeoutMs`, what fail() gave, or the signal's reason
   */
  async wait(timeoutMs: number, signal?: AbortSignal): Promise<peer.ChaincodeMessage> {
    const abort = (): void => {
      if (signal !== undefined) this.fail(abortReason(signal));
    };
    const timer = setTimeout(() => {
      this.fail(new Error(executionTimeout));
    }, timeoutMs);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        this.#complete = resolve;
        this.#fail = reject;
        if (signal?.aborted === true) abort();
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      this.#ended?.abort();
    }
  }

  complete(answer: peer.ChaincodeMessage): void {
    this.#complete?.(answer);
  }

  fail(error: Error): void {
    this.#fail?.(error);
  }
}
