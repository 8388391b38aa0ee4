import { Buffer } from 'node:buffer';
import type { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { TxSimulator } from '../simulation/TxSimulator.js';

/** Reserved in each chaincode's namespace: the version that was initialised. U+10FFFF sorts behind every other key. */
const INITIALIZED_KEY = '\0\u{10ffff}initialized';

/**
 * Whether a call is the chaincode's initialisation, which happens exactly once per version where the definition asks for it;
 * then it is recorded in the transaction.
 *
 * @throws Error with Fabric's text (core/chaincode/chaincode_support.go, CheckInvocation), from `invalid invocation: ` on
 */
export function invocationKind(
  definition: ChaincodeDefinition,
  input: peer.ChaincodeInput,
  simulator: TxSimulator,
): 'INIT' | 'TRANSACTION' {
  const missing = definition.initRequired && !isInitialized(definition, simulator);
  if (input.getIsInit()) {
    initialize(definition, missing, simulator);
    return 'INIT';
  }
  if (missing)
    throw refused(definition, 'has not been initialized for this version, must call as init first');
  return 'TRANSACTION';
}

function isInitialized({ name, version }: ChaincodeDefinition, simulator: TxSimulator): boolean {
  const value = simulator.getState(name, INITIALIZED_KEY);
  return value !== undefined && Buffer.from(version).equals(value);
}

function initialize(definition: ChaincodeDefinition, missing: boolean, simulator: TxSimulator): void {
  if (!definition.initRequired) throw refused(definition, 'does not require initialization but called as init');
  if (!missing) throw refused(definition, 'is already initialized but called as init');
  simulator.setState(definition.name, INITIALIZED_KEY, Buffer.from(definition.version));
}

function refused({ name }: ChaincodeDefinition, why: string): Error {
  return new Error(`invalid invocation: chaincode '${name}' ${why}`);
}
