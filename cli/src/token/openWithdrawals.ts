import { parseJsonWith, publicRecords, type WithdrawalRecord } from '@acequia/protocol';
import type { FabricClient } from '@acequia/protocol/fabric';
import { publicWrites } from '../ledger/publicWrites.js';

/** The withdrawals that the bank has not paid yet, oldest first, from all blocks of the ledger. */
export async function openWithdrawals(client: FabricClient): Promise<WithdrawalRecord[]> {
  const { withdrawal, withdrawalOutcome } = publicRecords;
  const open = new Map<string, WithdrawalRecord>();
  for await (const { key, value } of publicWrites(client)) {
    const [id = ''] = key.attributes;
    if (key.type === withdrawalOutcome.type) open.delete(id);
    if (key.type === withdrawal.type && value !== undefined) {
      open.set(id, parseJsonWith(withdrawal.schema, Buffer.from(value).toString('utf8')));
    }
  }
  return [...open.values()];
}
