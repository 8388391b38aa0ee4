import type { NamespaceReadWriteSet } from '../../src/simulation/ReadWriteSet.js';
import { readWriteSetOf } from '../../src/simulation/readWriteSetOf.js';
import type { SimulationResults } from '../../src/simulation/TxSimulator.js';

/** A namespace's part of what was recorded, read from its bytes. */
export function namespaceOf(results: SimulationResults, name: string): NamespaceReadWriteSet | undefined {
  const { namespaces } = readWriteSetOf(results.readWriteSet.serializeBinary());
  return namespaces.find(({ namespace }) => namespace === name);
}
