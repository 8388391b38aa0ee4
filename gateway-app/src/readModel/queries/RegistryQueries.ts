import {
  communityRecordSchema,
  deviceRecordSchema,
  homeRecordSchema,
  parseJsonWith,
  partyRecordSchema,
  toWallTime,
  type CommunityRecord,
  type DeviceRecord,
  type HomeRecord,
  type PartyRecord,
} from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from '../Database.js';
import { documentSchema } from './documentSchema.js';
import type { PeriodView } from './QuotaQueries.js';

const HOME = 'homeId, mspId, collection, status';

/** The community, its homes and their devices. */
export class RegistryQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  community(): CommunityRecord | undefined {
    const row = this.#database.get(documentSchema, 'SELECT document FROM community');
    return row === undefined ? undefined : parseJsonWith(communityRecordSchema, row.document);
  }

  homes(): HomeRecord[] {
    // SH2 comes before SH10.
    return this.#database.all(homeRecordSchema, `SELECT ${HOME} FROM homes ORDER BY length(homeId), homeId`);
  }

  home(homeId: string): HomeRecord | undefined {
    return this.#database.get(homeRecordSchema, `SELECT ${HOME} FROM homes WHERE homeId = ?`, homeId);
  }

  /** Whether a home was of the community in a period: enrolled before its close, and not revoked before its start. */
  belonged(homeId: string, period: PeriodView, { clock }: CommunityRecord): boolean {
    const row = this.#database.get(
      z.strictObject({ count: z.int() }),
      `SELECT count(*) AS count FROM homes h
        JOIN transactions t ON t.block = h.changedBlock AND t.position = h.changedPosition
        WHERE homeId = ? AND (h.block, h.position) < (?, ?) AND (status <> 'revoked' OR t.timeMs > ?)`,
      homeId,
      period.closedBlock ?? Number.MAX_SAFE_INTEGER,
      period.closedPosition ?? 0,
      toWallTime(clock, period.start),
    );
    return row?.count === 1;
  }

  /** Who has a public key, in an organisation. */
  party(mspId: string, keyHash: string): PartyRecord | undefined {
    return this.#database.get(
      partyRecordSchema,
      'SELECT mspId, keyHash, role, homeId, status FROM parties WHERE mspId = ? AND keyHash = ?',
      mspId,
      keyHash,
    );
  }

  device(deviceId: string): DeviceRecord | undefined {
    return this.#database.get(deviceRecordSchema, 'SELECT * FROM devices WHERE deviceId = ?', deviceId);
  }

  devices(homeId: string): DeviceRecord[] {
    return this.#database.all(
      deviceRecordSchema,
      'SELECT * FROM devices WHERE homeId = ? ORDER BY deviceId',
      homeId,
    );
  }
}
