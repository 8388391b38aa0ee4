import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { ChaincodeCall } from './ChaincodeCall.js';

/** In the chaincode's namespace: the version whose Init has been called. */
const initializedKey = '\u0000\u{10FFFF}initialized';

/**
 * Holds a call against the definition's `initRequired`, and records an Init, as Fabric's ChaincodeSupport.CheckInvocation.
 *
 * @throws Error with Fabric's text
 */
export function checkInvocation(
  { name, version, initRequired }: ChaincodeDefinition,
  call: ChaincodeCall,
): void {
  const initialized = !initRequired || initializedVersion(call) === version;
  if (!call.input.getIsInit()) {
    if (initialized) return;
    throw new Error(`chaincode '${name}' has not been initialized for this version, must call as init first`);
  }
  if (!initRequired)
    throw new Error(`chaincode '${name}' does not require initialization but called as init`);
  if (initialized) throw new Error(`chaincode '${name}' is already initialized but called as init`);
  call.simulator.setState(name, initializedKey, Buffer.from(version));
}

function initializedVersion({ chaincode, simulator }: ChaincodeCall): string {
  return Buffer.from(simulator.getState(chaincode, initializedKey) ?? []).toString();
}
