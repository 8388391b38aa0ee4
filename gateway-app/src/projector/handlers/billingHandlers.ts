import { canonicalJson, publicRecords } from '@acequia/protocol';
import { recordHandler, type RecordHandler } from './RecordHandler.js';

/** Tariffs and the public records of bills. */
export const billingHandlers: readonly RecordHandler[] = [
  recordHandler(publicRecords.tariff, ({ database, block, position }, tariff) => {
    database.run(
      'INSERT OR REPLACE INTO tariffs (tariffId, validFrom, document, block, position) VALUES (?, ?, ?, ?, ?)',
      tariff.tariffId,
      tariff.validFrom,
      canonicalJson(tariff),
      block,
      position,
    );
  }),
  recordHandler(publicRecords.bill, ({ database, block, position }, bill) => {
    database.run(
      `INSERT OR REPLACE INTO bills (number, kind, status, homeId, periodId, commitment, corrects, issuedAt, block,
        position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      bill.number,
      bill.kind,
      bill.status,
      bill.homeId,
      bill.periodId,
      bill.commitment,
      bill.corrects ?? null,
      bill.issuedAt,
      block,
      position,
    );
  }),
];
