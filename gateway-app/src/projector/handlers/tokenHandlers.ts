import { parseJsonWith, publicRecords, type RecordType } from '@acequia/protocol';
import type { RecordHandler, WriteTarget } from './RecordHandler.js';

const records: readonly RecordType[] = [
  publicRecords.token,
  publicRecords.account,
  publicRecords.balance,
  publicRecords.credit,
  publicRecords.hold,
  publicRecords.holdOutcome,
  publicRecords.fees,
  publicRecords.frozenAccount,
  publicRecords.restock,
  publicRecords.currencyBalance,
  publicRecords.currencyCredit,
  publicRecords.bankBooking,
  publicRecords.withdrawal,
  publicRecords.withdrawalOutcome,
  publicRecords.price,
  publicRecords.reserve,
  publicRecords.reserveDelta,
  publicRecords.marketPrice,
  publicRecords.voucher,
  publicRecords.voucherOutcome,
];

/**
 * The token's records, kept as they are: credits come and go as their owners fold them in. What was once credited stays in a
 * table of its own.
 */
export const tokenHandlers: readonly RecordHandler[] = records.map(({ type }) => ({
  type,
  put: (target, attributes, value) => {
    const { database } = target;
    if (type === publicRecords.credit.type) noteCredit(target, attributes, value);
    database.run(
      'INSERT OR REPLACE INTO tokenRecords (type, key, document) VALUES (?, ?, ?)',
      type,
      attributes.join('/'),
      Buffer.from(value).toString('utf8'),
    );
  },
  remove: ({ database }, attributes) => {
    database.run('DELETE FROM tokenRecords WHERE type = ? AND key = ?', type, attributes.join('/'));
  },
}));

function noteCredit(
  { database, block, position }: WriteTarget,
  [accountId = '', creditId = '']: readonly string[],
  value: Uint8Array,
): void {
  const { amount } = parseJsonWith(publicRecords.credit.schema, Buffer.from(value).toString('utf8'));
  database.run(
    'INSERT INTO credits (creditId, accountId, amount, block, position) VALUES (?, ?, ?, ?, ?)',
    creditId,
    accountId,
    amount,
    block,
    position,
  );
}
