import { parseWith, publicRecords, quotaResourceSchema, slotOf, type Holding } from '@acequia/protocol';
import { recordHandler, type RecordHandler, type WriteTarget } from './RecordHandler.js';

/** Periods, contracts and holdings. */
export const quotaHandlers: readonly RecordHandler[] = [
  recordHandler(publicRecords.period, ({ database }, period) => {
    database.run(
      'INSERT OR REPLACE INTO periods (periodId, start, "end") VALUES (?, ?, ?)',
      period.periodId,
      period.start,
      period.end,
    );
    // A changed contract rewrites the whole record.
    database.run('DELETE FROM contracts WHERE periodId = ?', period.periodId);
    for (const contract of period.contracts) {
      database.run(
        'INSERT INTO contracts (periodId, resource, lotSize, lots) VALUES (?, ?, ?, ?)',
        period.periodId,
        contract.resource,
        contract.lotSize,
        contract.lots,
      );
    }
  }),
  recordHandler(
    publicRecords.holding,
    (target, { resource, accountId, lots }, [periodId = '']) => {
      const { database } = target;
      const sql = 'INSERT OR REPLACE INTO holdings (periodId, resource, accountId, lots) VALUES (?, ?, ?, ?)';
      database.run(sql, periodId, resource, accountId, lots);
      noteHeld(target, periodId, { resource, accountId, lots });
    },
    (target, [periodId = '', resource = '', accountId = '']) => {
      const sql = 'DELETE FROM holdings WHERE periodId = ? AND resource = ? AND accountId = ?';
      target.database.run(sql, periodId, resource, accountId);
      // An escrow that was settled is gone: from here on it holds nothing.
      noteHeld(target, periodId, { resource: parseWith(quotaResourceSchema, resource), accountId, lots: 0 });
    },
  ),
  recordHandler(publicRecords.producedLots, ({ database }, made) => {
    database.run(
      `INSERT OR REPLACE INTO producedLots (periodId, accountId, before, lots, evidenceHash, addedAt)
        VALUES (?, ?, ?, ?, ?, ?)`,
      made.periodId,
      made.accountId,
      made.before,
      made.lots,
      made.evidenceHash,
      made.addedAt,
    );
  }),
  recordHandler(publicRecords.periodClosed, ({ database, block, position }, closed) => {
    database.run(
      'INSERT OR REPLACE INTO periodsClosed (periodId, closedAt, block, position) VALUES (?, ?, ?, ?)',
      closed.periodId,
      closed.closedAt,
      block,
      position,
    );
  }),
];

/** Of power what was held when is kept, of amounts what is held in the end alone. */
function noteHeld(
  { database, block, position }: WriteTarget,
  periodId: string,
  { resource, accountId, lots }: Holding,
): void {
  if (slotOf(resource) === undefined) return;
  database.run(
    'INSERT INTO powerHoldings (periodId, resource, accountId, lots, block, position) VALUES (?, ?, ?, ?, ?, ?)',
    periodId,
    resource,
    accountId,
    lots,
    block,
    position,
  );
}
