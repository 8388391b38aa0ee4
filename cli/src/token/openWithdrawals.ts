import { parseJsonWith, publicRecords, type WithdrawalRecord } from '@acequia/protocol';
import type { FabricClient, LedgerWrite } from '@acequia/protocol/fabric';

/** The withdrawals that the bank has not paid yet, oldest first, from all blocks of the ledger. */
export async function openWithdrawals(client: FabricClient): Promise<WithdrawalRecord[]> {
  const { withdrawal, withdrawalOutcome } = publicRecords;
  const open = new Map<string, WithdrawalRecord>();
  const last = (await client.height()) - 1;
  for await (const { number, transactions } of client.blocks({ startBlock: 0 })) {
    for (const { key, value } of transactions.flatMap(({ writes }) => writes)) {
      const [id = ''] = key.attributes;
      if (key.type === withdrawalOutcome.type) open.delete(id);
      if (key.type === withdrawal.type && value !== undefined) open.set(id, recordOf(value));
    }
    if (number >= last) break;
  }
  return [...open.values()];
}

function recordOf(value: NonNullable<LedgerWrite['value']>): WithdrawalRecord {
  return parseJsonWith(publicRecords.withdrawal.schema, Buffer.from(value).toString('utf8'));
}
