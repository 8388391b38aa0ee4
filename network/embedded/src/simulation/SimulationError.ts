/** What a simulation refuses, in the words of Fabric's ledger: the chaincode gets them as the answer to its call. */
export class SimulationError extends Error {
  override readonly name = 'SimulationError';
}
