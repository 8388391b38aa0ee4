import type { ChaincodeCall } from './ChaincodeCall.js';
import type { ChaincodeResult } from './ChaincodeResult.js';

/** A peer's streams to its chaincode servers. */
export interface ChaincodeRuntime {
  /**
   * Runs a call to its end, with the calls of other chaincodes that it makes.
   *
   * The error's message is the whole text of Fabric's ChaincodeSupport.Execute: `transaction returned with failure: …` for an
   * ERROR message, else beginning with `failed to execute transaction <txid>: `. The endorser puts `error in simulation: ` before it.
   *
   * @throws ChaincodeError when the chaincode cannot be reached, answers with an error message, dies, or takes too long; what
   * `signal` was aborted with
   */
  execute(call: ChaincodeCall, signal?: AbortSignal): Promise<ChaincodeResult>;
  /** Ends every stream. */
  close(): void;
}
