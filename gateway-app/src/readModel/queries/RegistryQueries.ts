import {
  communityRecordSchema,
  deviceRecordSchema,
  homeRecordSchema,
  parseJsonWith,
  type CommunityRecord,
  type DeviceRecord,
  type HomeRecord,
} from '@acequia/protocol';
import type { Database } from '../Database.js';
import { documentSchema } from './documentSchema.js';

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
    return this.#database.all(homeRecordSchema, 'SELECT * FROM homes ORDER BY length(homeId), homeId');
  }

  home(homeId: string): HomeRecord | undefined {
    return this.#database.get(homeRecordSchema, 'SELECT * FROM homes WHERE homeId = ?', homeId);
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
