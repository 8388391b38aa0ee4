import { canonicalJson, publicRecords } from '@acequia/protocol';
import { recordHandler, type RecordHandler } from './RecordHandler.js';

/** Alarms, whose recipients nobody can tell from here, and disputes. */
export const noticeHandlers: readonly RecordHandler[] = [
  recordHandler(publicRecords.alarmBatch, ({ database, block, position }, batch, [day = '']) => {
    database.run(
      'INSERT INTO alarmBatches (day, batchId, sentAt, document, block, position) VALUES (?, ?, ?, ?, ?, ?)',
      day,
      batch.batchId,
      batch.sentAt,
      canonicalJson(batch),
      block,
      position,
    );
  }),
  recordHandler(publicRecords.dispute, ({ database }, dispute) => {
    database.run(
      'INSERT OR REPLACE INTO disputes (disputeId, homeId, status, openedAt, document) VALUES (?, ?, ?, ?, ?)',
      dispute.disputeId,
      dispute.homeId,
      dispute.status,
      dispute.openedAt,
      canonicalJson(dispute),
    );
  }),
  recordHandler(publicRecords.disclosure, ({ database }, disclosure) => {
    database.run(
      `INSERT OR REPLACE INTO disclosures (disputeId, deviceId, sequence, disclosedAt, disclosedBy, document)
        VALUES (?, ?, ?, ?, ?, ?)`,
      disclosure.disputeId,
      disclosure.deviceId,
      disclosure.sequence,
      disclosure.disclosedAt,
      disclosure.disclosedBy,
      canonicalJson(disclosure),
    );
  }),
];
