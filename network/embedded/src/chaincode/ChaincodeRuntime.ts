import type { ChaincodeCall } from './ChaincodeCall.js';
import type { ChaincodeResult } from './ChaincodeResult.js';

/** A peer's streams to its chaincode servers. */
export interface ChaincodeRuntime {
  /**
   * Runs a call to its end, with the calls of other chaincodes that it makes.
   *
   * @throws ChaincodeError when the chaincode cannot be reached, answers with an error message, dies, or takes too long
   */
  execute(call: ChaincodeCall, signal?: AbortSignal): Promise<ChaincodeResult>;
  /** Ends every stream. */
  close(): void;
}
