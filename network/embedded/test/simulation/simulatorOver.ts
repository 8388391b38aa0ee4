import { SnapshotSimulator } from '../../src/simulation/SnapshotSimulator.js';
import type { ArraySnapshot } from './ArraySnapshot.js';
import { definitionsWith } from './definitionsWith.js';

/** A simulator of Org1MSP's peer for transaction `tx1`; every chaincode has the collections red, green, blue. */
export function simulatorOver(snapshot: ArraySnapshot): SnapshotSimulator {
  const collections = ['red', 'green', 'blue'];
  const definitions = definitionsWith({ aa: collections, bb: collections, cc: collections, dd: collections });
  return new SnapshotSimulator(snapshot, 'Org1MSP', 'tx1', { definitions });
}
