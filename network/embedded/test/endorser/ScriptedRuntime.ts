import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeCall } from '../../src/chaincode/ChaincodeCall.js';
import type { ChaincodeResult } from '../../src/chaincode/ChaincodeResult.js';
import type { ChaincodeRuntime } from '../../src/chaincode/ChaincodeRuntime.js';

export type Script = (
  call: ChaincodeCall,
  signal: AbortSignal | undefined,
) => Promise<ChaincodeResult> | ChaincodeResult;

/** Chaincodes that do what the test says. */
export class ScriptedRuntime implements ChaincodeRuntime {
  readonly calls: ChaincodeCall[] = [];
  script: Script = () => ({ response: chaincodeResponse(200), event: undefined });

  async execute(call: ChaincodeCall, signal?: AbortSignal): Promise<ChaincodeResult> {
    this.calls.push(call);
    return this.script(call, signal);
  }

  close(): void {
    this.calls.length = 0;
  }
}

export function chaincodeResponse(status: number, message = '', payload = ''): peer.Response {
  const response = new peer.Response();
  response.setStatus(status);
  response.setMessage(message);
  response.setPayload(Buffer.from(payload));
  return response;
}
