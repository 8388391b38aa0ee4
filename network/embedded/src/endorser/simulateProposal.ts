import type { ChaincodeResult } from '../chaincode/ChaincodeResult.js';
import { messageOf } from '../messageOf.js';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { Identity } from '../msp/Identity.js';
import type { SimulationResults, TxSimulator } from '../simulation/TxSimulator.js';
import { chaincodeInterest } from './chaincodeInterest.js';
import type { EndorserOptions } from './EndorserOptions.js';
import type { ExecutedProposal } from './ExecutedProposal.js';
import type { UnpackedProposal } from './UnpackedProposal.js';

/** From this status on a chaincode has refused: nothing of it may reach the ledger. */
const REFUSED = 400;

/**
 * Runs a chaincode on the state as the peer has it now, and keeps the private data that it wrote until it commits.
 *
 * @throws Error from `error in simulation: ` on, with Fabric's text
 */
export async function simulateProposal(
  options: EndorserOptions,
  proposal: UnpackedProposal,
  definition: ChaincodeDefinition,
  creator: Identity,
  signal: AbortSignal,
): Promise<ExecutedProposal> {
  const height = options.height();
  const simulator = openSimulator(options, height, proposal.txId);
  try {
    const called = await call(options, proposal, creator, simulator, signal);
    const results = simulator.results();
    const agreed = called.response.getStatus() < REFUSED;
    if (agreed) keepPrivateWrites(options, proposal.txId, height, results);
    return {
      response: called.response,
      event: agreed ? called.event : undefined,
      results: results.readWriteSet.serializeBinary(),
      interest: chaincodeInterest(results.footprint, (namespace) => options.systemChaincodes.has(namespace)),
      version: definition.version,
    };
  } catch (cause) {
    throw new Error(`error in simulation: ${messageOf(cause)}`, { cause });
  } finally {
    simulator.release();
  }
}

function openSimulator(
  { ledger, mspId, newSimulator }: EndorserOptions,
  height: number,
  txId: string,
): TxSimulator {
  const snapshot = ledger.snapshot(height);
  try {
    return newSimulator(snapshot, mspId, txId);
  } catch (error) {
    snapshot.release();
    throw error;
  }
}

function call(
  { runtime }: EndorserOptions,
  { chaincode, txId, signed, proposal, input }: UnpackedProposal,
  creator: Identity,
  simulator: TxSimulator,
  signal: AbortSignal,
): Promise<ChaincodeResult> {
  return runtime.execute(
    { chaincode, txId, signedProposal: signed, proposal, creator, input, simulator },
    signal,
  );
}

function keepPrivateWrites(
  { transient, mspId }: EndorserOptions,
  txId: string,
  height: number,
  { privateWrites }: SimulationResults,
): void {
  if (privateWrites !== undefined) transient.put(txId, mspId, height, privateWrites);
}
