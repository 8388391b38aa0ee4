import type { TestNetwork } from '../harness/TestNetwork.js';
import { validationCodeName } from '../harness/validationCodeName.js';

/** Of a transaction, in the order of the blocks that hold it: more than one when it was sent twice. */
export type TransactionRecords = Record<
  string,
  { readonly code: string; readonly event: string | undefined }[]
>;

/** What a peer's filtered blocks tell of the named transactions, up to the last one, by name. */
export async function readTransactions(
  network: TestNetwork,
  mspId: string,
  names: ReadonlyMap<string, string>,
  lastName: string,
): Promise<TransactionRecords> {
  const records: TransactionRecords = {};
  const client = network.client({ mspId, user: 'user1' });
  const blocks = await client.network.getFilteredBlockEvents({ startBlock: 0n });
  try {
    for await (const block of blocks) {
      for (const transaction of block.getFilteredTransactionsList()) {
        const name = names.get(transaction.getTxid());
        if (name === undefined) continue;
        const [action] = transaction.getTransactionActions()?.getChaincodeActionsList() ?? [];
        const event = action?.getChaincodeEvent()?.getEventName();
        (records[name] ??= []).push({ code: validationCodeName(transaction.getTxValidationCode()), event });
      }
      if (lastName in records) break;
    }
  } finally {
    blocks.close();
  }
  return sorted(records);
}

function sorted(records: TransactionRecords): TransactionRecords {
  return Object.fromEntries(Object.entries(records).sort(([one], [other]) => (one < other ? -1 : 1)));
}
