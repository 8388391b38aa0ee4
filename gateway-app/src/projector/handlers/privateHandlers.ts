import { canonicalJson, privateRecords, sha256Hex } from '@acequia/protocol';
import { z } from 'zod';
import { openWindow } from '../openWindow.js';
import { recordHandler, type RecordHandler, type WriteTarget } from './RecordHandler.js';

/**
 * Records of the homes' collections. Private data may come late, after newer blocks: what is newer stays, so that the
 * order of arrival makes no difference to the outcome.
 */
export const privateHandlers: readonly RecordHandler[] = [
  recordHandler(privateRecords.quotaAccount, ({ database, homeId = '', block, position }, account) => {
    database.run(
      // Earlier ones are kept: a period that has been closed goes on being measured against the one of its time.
      `INSERT OR REPLACE INTO quotaAccounts (homeId, accountId, coins, salt, block, position)
        VALUES (?, ?, ?, ?, ?, ?)`,
      homeId,
      account.accountId,
      canonicalJson(account.coins ?? []),
      account.salt,
      block,
      position,
    );
  }),
  recordHandler(privateRecords.extended, (target, { extended }, [deviceId = '', sequence = '']) => {
    putExtended(target, Buffer.from(extended, 'base64'), deviceId, Number(sequence));
  }),
  recordHandler(
    privateRecords.statement,
    ({ database, homeId = '', block, position }, statement, [statementId = '']) => {
      database.run(
        `INSERT INTO statements (homeId, statementId, document, block, position) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET document = excluded.document, block = excluded.block, position = excluded.position
            WHERE (excluded.block, excluded.position) >= (block, position)`,
        homeId,
        statementId,
        canonicalJson(statement),
        block,
        position,
      );
    },
  ),
  recordHandler(
    privateRecords.billDocument,
    ({ database, block, position }, document, [number = '', status = '']) => {
      database.run(
        `INSERT INTO billDocuments (number, status, document, block, position) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET document = excluded.document, block = excluded.block, position = excluded.position
            WHERE (excluded.block, excluded.position) >= (block, position)`,
        number,
        status,
        canonicalJson(document),
        block,
        position,
      );
    },
  ),
];

const missingSchema = z.strictObject({ extendedHash: z.string() });

/** Taken unless it is there already, was purged since, or is of a revision that another has taken the place of. */
function putExtended(target: WriteTarget, record: Buffer, deviceId: string, sequence: number): void {
  const window = target.database.get(
    missingSchema,
    `SELECT extendedHash FROM windows WHERE deviceId = ? AND sequence = ? AND extended = 'missing'`,
    deviceId,
    sequence,
  );
  if (window?.extendedHash !== sha256Hex(record)) return;
  openWindow(target, 'extended', deviceId, sequence, record);
}
