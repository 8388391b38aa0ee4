import type { SimulationResults } from '../../src/simulation/TxSimulator.js';

/** A namespace's footprint as plain values, policies as text. */
export function footprintIn(results: SimulationResults, name: string): object | undefined {
  const footprint = results.footprint.namespaces.get(name);
  return (
    footprint && {
      ...footprint,
      collections: Object.fromEntries(footprint.collections),
      keyPolicies: footprint.keyPolicies.map((policy) => Buffer.from(policy).toString()),
    }
  );
}
