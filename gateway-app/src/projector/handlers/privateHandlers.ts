import { canonicalJson, privateRecords, type WindowPayload } from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from '../../readModel/Database.js';
import { recordHandler, type RecordHandler, type WriteTarget } from './RecordHandler.js';

/**
 * Records of the homes' collections. Private data may come late, after newer blocks: what is newer stays, so that the
 * order of arrival makes no difference to the outcome.
 */
export const privateHandlers: readonly RecordHandler[] = [
  recordHandler(privateRecords.quotaAccount, ({ database, homeId = '', block, position }, account) => {
    database.run(
      // Earlier ones are kept: a period that has been closed goes on being measured against the one of its time.
      'INSERT OR REPLACE INTO quotaAccounts (homeId, accountId, salt, block, position) VALUES (?, ?, ?, ?, ?)',
      homeId,
      account.accountId,
      account.salt,
      block,
      position,
    );
  }),
  recordHandler(privateRecords.payload, (target, payload, [deviceId = '', sequence = '']) => {
    putPayload(target, payload, deviceId, Number(sequence));
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

const missingSchema = z.strictObject({ homeId: z.string(), resource: z.string() });

/** A payload is written once; it is not taken where it is present already or has been purged since. */
function putPayload(
  { database }: WriteTarget,
  payload: WindowPayload,
  deviceId: string,
  sequence: number,
): void {
  const window = database.get(
    missingSchema,
    `SELECT homeId, resource FROM windows WHERE deviceId = ? AND sequence = ? AND payload = 'missing'`,
    deviceId,
    sequence,
  );
  if (window === undefined) return;
  database.run(
    `UPDATE windows SET payload = 'present', salt = ? WHERE deviceId = ? AND sequence = ?`,
    payload.salt,
    deviceId,
    sequence,
  );
  insertIntervals(database, payload, [deviceId, sequence, window.homeId, window.resource]);
}

function insertIntervals(
  database: Database,
  payload: WindowPayload,
  [deviceId, sequence, homeId, resource]: readonly [string, number, string, string],
): void {
  for (const [position, interval] of payload.intervals.entries()) {
    database.run(
      `INSERT INTO intervals (deviceId, sequence, position, homeId, resource, start, "end", quality, "from", "to",
        amount, meanW, maxW) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      deviceId,
      sequence,
      position,
      homeId,
      resource,
      interval.start,
      interval.end,
      interval.quality,
      interval.from ?? null,
      interval.to ?? null,
      interval.amount ?? null,
      interval.meanW ?? null,
      interval.maxW ?? null,
    );
  }
}
