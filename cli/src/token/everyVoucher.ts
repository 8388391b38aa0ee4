import { parseJsonWith, publicRecords, type VoucherRecord } from '@acequia/protocol';
import type { FabricClient } from '@acequia/protocol/fabric';
import { publicWrites } from '../ledger/publicWrites.js';

/** What became of a voucher: `expired` ones can be taken back. */
export type VoucherState = 'open' | 'expired' | 'redeemed' | 'reclaimed';
export interface ListedVoucher extends VoucherRecord {
  readonly state: VoucherState;
}

/** All vouchers, oldest first, from all blocks of the ledger. @param now ledger seconds. */
export async function everyVoucher(client: FabricClient, now: number): Promise<ListedVoucher[]> {
  const { voucher, voucherOutcome } = publicRecords;
  const vouchers = new Map<string, ListedVoucher>();
  for await (const { key, value } of publicWrites(client)) {
    if (value === undefined) continue;
    const [id = ''] = key.attributes;
    const text = Buffer.from(value).toString('utf8');
    if (key.type === voucher.type) {
      const record = parseJsonWith(voucher.schema, text);
      vouchers.set(id, { ...record, state: now < record.expiresAt ? 'open' : 'expired' });
    }
    const known = vouchers.get(id);
    if (key.type === voucherOutcome.type && known !== undefined) {
      vouchers.set(id, { ...known, state: parseJsonWith(voucherOutcome.schema, text).outcome });
    }
  }
  return [...vouchers.values()];
}
