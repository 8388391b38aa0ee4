import { publicRecords, type DecisionRecord, type PurgeRecord, type WindowRecord } from '@acequia/protocol';
import { recordHandler, type RecordHandler, type WriteTarget } from './RecordHandler.js';

/** Windows, decisions and purges. */
export const monitoringHandlers: readonly RecordHandler[] = [
  recordHandler(publicRecords.window, putWindow),
  recordHandler(publicRecords.decision, putDecision),
  recordHandler(publicRecords.purge, putPurge),
];

function putWindow(target: WriteTarget, { header, signature, submittedAt }: WindowRecord): void {
  // The device's resource never changes, so that it can be kept with the window. The payload, where this gateway may
  // have it, follows with the private writes of the same transaction.
  target.database.run(
    `INSERT INTO windows (deviceId, sequence, homeId, resource, start, "end", intervals, payloadHash, previousHash,
      signature, submittedAt, block, position, payload)
      VALUES (?, ?, ?, (SELECT resource FROM devices WHERE deviceId = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    header.deviceId,
    header.sequence,
    header.homeId,
    header.deviceId,
    header.start,
    header.end,
    header.intervals,
    header.payloadHash,
    header.previousHash,
    signature,
    submittedAt,
    target.block,
    target.position,
    target.isMember(header.homeId) ? 'missing' : 'withheld',
  );
}

function putDecision({ database, block, position }: WriteTarget, decision: DecisionRecord): void {
  database.run(
    `UPDATE windows SET verdict = ?, code = ?, periodId = ?, decidedAt = ?, afterClose = ?, decisionBlock = ?,
      decisionPosition = ? WHERE deviceId = ? AND sequence = ?`,
    decision.verdict,
    decision.code ?? null,
    decision.periodId ?? null,
    decision.decidedAt,
    decision.afterClose ? 1 : 0,
    block,
    position,
    decision.deviceId,
    decision.sequence,
  );
}

// What is purged is gone from the read model too, whether or not it had ever arrived: a rebuild, which no longer gets
// it from the peer, ends the same.
function putPurge({ database }: WriteTarget, { deviceId, sequence, purgedAt }: PurgeRecord): void {
  database.run('DELETE FROM intervals WHERE deviceId = ? AND sequence = ?', deviceId, sequence);
  database.run(
    `UPDATE windows SET payload = 'purged', salt = NULL, purgedAt = ? WHERE deviceId = ? AND sequence = ?`,
    purgedAt,
    deviceId,
    sequence,
  );
}
