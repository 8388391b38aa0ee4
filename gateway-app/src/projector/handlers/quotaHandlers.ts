import { publicRecords, slotOf } from '@acequia/protocol';
import { recordHandler, type RecordHandler } from './RecordHandler.js';

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
    ({ database, block, position }, { resource, accountId, lots }, [periodId = '']) => {
      const columns = 'periodId, resource, accountId, lots';
      const values = [periodId, resource, accountId, lots];
      database.run(`INSERT OR REPLACE INTO holdings (${columns}) VALUES (?, ?, ?, ?)`, ...values);
      if (slotOf(resource) === undefined) return;
      const sql = `INSERT INTO powerHoldings (${columns}, block, position) VALUES (?, ?, ?, ?, ?, ?)`;
      database.run(sql, ...values, block, position);
    },
    ({ database }, [periodId = '', resource = '', accountId = '']) => {
      database.run(
        'DELETE FROM holdings WHERE periodId = ? AND resource = ? AND accountId = ?',
        periodId,
        resource,
        accountId,
      );
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
