import {
  canonicalJson,
  publicRecords,
  type ComplaintRecord,
  type DecisionRecord,
  type PurgeRecord,
  type RevealRecord,
  type WindowRecord,
} from '@acequia/protocol';
import { z } from 'zod';
import { clearWindow } from '../clearWindow.js';
import { openWindow } from '../openWindow.js';
import { recordHandler, type RecordHandler, type WriteTarget } from './RecordHandler.js';

/** Windows, complaints and their answers, decisions, purges, and how much a home keeps in state. */
export const monitoringHandlers: readonly RecordHandler[] = [
  recordHandler(publicRecords.window, putWindow),
  recordHandler(publicRecords.complaint, putComplaint),
  recordHandler(publicRecords.reveal, putReveal),
  recordHandler(publicRecords.decision, putDecision),
  recordHandler(publicRecords.purge, putPurge),
  recordHandler(publicRecords.retention, ({ database }, { homeId, keepLast }) => {
    database.run('INSERT OR REPLACE INTO retentions (homeId, keepLast) VALUES (?, ?)', homeId, keepLast);
  }),
];

/** A device's next window, or one of its windows sealed again, which takes the place of the one before. */
function putWindow(target: WriteTarget, record: WindowRecord): void {
  const { database, block, position, essentials } = target;
  const { deviceId, sequence, homeId } = record.header;
  const isMember = target.isMember(homeId);
  clearWindow(database, deviceId, sequence);
  insertWindow(target, record, isMember);
  if (record.revision > 1) {
    // What was to come of the revision before is not waited for: its transaction held nothing else.
    database.run(
      `DELETE FROM privateGaps WHERE homeId = ? AND (block, position) IN (
        SELECT revisionBlock, revisionPosition FROM windows WHERE deviceId = ? AND sequence = ?)`,
      homeId,
      deviceId,
      sequence,
    );
  }
  database.run(
    'UPDATE windows SET revisionBlock = ?, revisionPosition = ? WHERE deviceId = ? AND sequence = ?',
    block,
    position,
    deviceId,
    sequence,
  );
  const essential = essentials.get(record.essentialHash);
  if (isMember && essential !== undefined) openWindow(target, 'essential', deviceId, sequence, essential);
}

// The device's resource never changes, so that it can be kept with the window. The extended dataset, where this gateway may
// have it, follows with the private writes of the same transaction.
function insertWindow(
  { database, block, position }: WriteTarget,
  record: WindowRecord,
  isMember: boolean,
): void {
  const { header } = record;
  database.run(
    `INSERT INTO windows (deviceId, sequence, homeId, resource, epoch, start, "end", salt, commitment, essentialHash,
      extendedHash, signature, submittedAt, block, position, revision, revisionBlock, revisionPosition, payload, extended)
      VALUES (?, ?, ?, (SELECT resource FROM devices WHERE deviceId = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET epoch = excluded.epoch, salt = excluded.salt, commitment = excluded.commitment,
        essentialHash = excluded.essentialHash, extendedHash = excluded.extendedHash, signature = excluded.signature,
        submittedAt = excluded.submittedAt, revision = excluded.revision, payload = excluded.payload, fault = NULL,
        previousHash = NULL, readingsSignature = NULL, extended = excluded.extended, extendedFault = NULL`,
    header.deviceId,
    header.sequence,
    header.homeId,
    header.deviceId,
    header.epoch,
    header.start,
    header.end,
    header.salt,
    record.commitment,
    record.essentialHash,
    record.extendedHash,
    record.signature,
    record.submittedAt,
    block,
    position,
    record.revision,
    block,
    position,
    isMember ? 'sealed' : 'withheld',
    isMember ? 'missing' : 'withheld',
  );
}

function putComplaint({ database }: WriteTarget, complaint: ComplaintRecord): void {
  const { deviceId, sequence, revision, code, complainedAt } = complaint;
  database.run(
    `UPDATE windows SET complaint = ?, complaintRevision = ?, complainedAt = ?,
      firstComplainedAt = coalesce(firstComplainedAt, ?) WHERE deviceId = ? AND sequence = ?`,
    code,
    revision,
    complainedAt,
    complainedAt,
    deviceId,
    sequence,
  );
}

const sealedSchema = z.strictObject({ record: z.string() });

/** The home revealed the key of a record that the community could not open. */
function putReveal(target: WriteTarget, reveal: RevealRecord): void {
  const { database } = target;
  const { deviceId, sequence } = reveal;
  database.run(
    'INSERT OR REPLACE INTO reveals (deviceId, sequence, document) VALUES (?, ?, ?)',
    deviceId,
    sequence,
    canonicalJson(reveal),
  );
  const sealed = database.get(
    sealedSchema,
    `SELECT record FROM sealedRecords WHERE deviceId = ? AND sequence = ? AND dataset = 'essential'`,
    deviceId,
    sequence,
  );
  if (sealed !== undefined) {
    openWindow(target, 'essential', deviceId, sequence, Buffer.from(sealed.record, 'base64'));
  }
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

// What is purged is gone from the read model and the repository too, whether or not it had ever arrived: a rebuild, which no
// longer gets it from the peer, ends the same.
function putPurge(target: WriteTarget, { deviceId, sequence, purgedAt }: PurgeRecord): void {
  const { database, opener } = target;
  opener.forget(deviceId, sequence);
  clearWindow(database, deviceId, sequence);
  database.run(
    `UPDATE windows SET payload = 'purged', fault = NULL, previousHash = NULL, readingsSignature = NULL,
      extended = 'purged', extendedFault = NULL, purgedAt = ? WHERE deviceId = ? AND sequence = ?`,
    purgedAt,
    deviceId,
    sequence,
  );
}
