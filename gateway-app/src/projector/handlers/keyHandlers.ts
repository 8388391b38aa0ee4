import { canonicalJson, publicRecords, type EpochRecord, type OperationKeyRecord } from '@acequia/protocol';
import type { z } from 'zod';
import { recordHandler, type RecordHandler, type WriteTarget } from './RecordHandler.js';

type Revocation = z.infer<typeof publicRecords.epochRevocation.schema>;

/** Operation keys and the homes' epochs. */
export const keyHandlers: readonly RecordHandler[] = [
  recordHandler(publicRecords.operationKey, putOperationKey),
  recordHandler(publicRecords.epoch, putEpoch),
  recordHandler(publicRecords.epochRevocation, putRevocation),
];

function putOperationKey({ database }: WriteTarget, key: OperationKeyRecord): void {
  database.run(
    `INSERT OR REPLACE INTO operationKeys (owner, version, publicKey, periodId, publishedAt, destroyedAt)
      VALUES (?, ?, ?, ?, ?, ?)`,
    key.owner,
    key.version,
    key.publicKey,
    key.periodId ?? null,
    key.publishedAt,
    key.destroyedAt ?? null,
  );
}

function putEpoch(target: WriteTarget, epoch: EpochRecord): void {
  const { database, block, position, isMember, opener } = target;
  const notes = isMember(epoch.homeId) ? opener.notes(epoch) : undefined;
  database.run(
    `INSERT INTO epochs (homeId, epoch, start, "end", communityKeyVersion, document, notes, notesFault, block, position)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    epoch.homeId,
    epoch.epoch,
    epoch.start,
    epoch.end,
    epoch.communityKeyVersion,
    canonicalJson(epoch),
    notes?.isOpen === true ? canonicalJson(notes.content) : null,
    notes?.isOpen === false ? (notes.fault ?? null) : null,
    block,
    position,
  );
}

function putRevocation({ database }: WriteTarget, revocation: Revocation): void {
  const { homeId, epoch, revokedAt } = revocation;
  database.run('UPDATE epochs SET revokedAt = ? WHERE homeId = ? AND epoch = ?', revokedAt, homeId, epoch);
}
