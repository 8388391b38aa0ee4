import type { TestNetwork } from '../harness/TestNetwork.js';

/** The chaincode events that a peer's Gateway gives of the named transactions, by their names. */
export async function readEvents(
  network: TestNetwork,
  mspId: string,
  names: ReadonlyMap<string, string>,
  lastName: string,
): Promise<string[]> {
  const client = network.client({ mspId, user: 'user1' });
  const events = await client.network.getChaincodeEvents(network.description.chaincode, { startBlock: 0n });
  const read: string[] = [];
  try {
    for await (const { transactionId, eventName, payload } of events) {
      const name = names.get(transactionId);
      if (name === undefined) continue;
      read.push(`${name}: ${eventName} ${Buffer.from(payload).toString('utf8')}`);
      if (name === lastName) break;
    }
  } finally {
    events.close();
  }
  return read.sort();
}
