import { publicRecords, type RecordType } from '@acequia/protocol';
import type { RecordHandler } from './RecordHandler.js';

const records: readonly RecordType[] = [
  publicRecords.token,
  publicRecords.account,
  publicRecords.balance,
  publicRecords.credit,
  publicRecords.hold,
  publicRecords.holdOutcome,
];

/** The token's records, kept as they are: credits come and go as their owners fold them in. */
export const tokenHandlers: readonly RecordHandler[] = records.map(({ type }) => ({
  type,
  put: ({ database }, attributes, value) => {
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
