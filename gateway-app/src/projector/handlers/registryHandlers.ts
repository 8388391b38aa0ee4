import { canonicalJson, publicRecords } from '@acequia/protocol';
import { recordHandler, type RecordHandler } from './RecordHandler.js';

/** Community, parties, homes and devices. */
export const registryHandlers: readonly RecordHandler[] = [
  recordHandler(publicRecords.community, ({ database }, community) => {
    database.run('INSERT OR REPLACE INTO community VALUES (1, ?)', canonicalJson(community));
  }),
  recordHandler(publicRecords.party, ({ database }, party) => {
    database.run(
      'INSERT OR REPLACE INTO parties (mspId, keyHash, role, homeId, status) VALUES (?, ?, ?, ?, ?)',
      party.mspId,
      party.keyHash,
      party.role,
      party.homeId ?? null,
      party.status,
    );
  }),
  recordHandler(publicRecords.home, ({ database, block, position }, home) => {
    database.run(
      // Where it was enrolled stays; where it was changed last tells since when it is revoked, which is final.
      `INSERT INTO homes (homeId, mspId, collection, status, block, position, changedBlock, changedPosition)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET mspId = excluded.mspId,
          collection = excluded.collection, status = excluded.status, changedBlock = excluded.changedBlock,
          changedPosition = excluded.changedPosition`,
      home.homeId,
      home.mspId,
      home.collection,
      home.status,
      block,
      position,
      block,
      position,
    );
  }),
  recordHandler(publicRecords.device, ({ database }, device) => {
    database.run(
      `INSERT OR REPLACE INTO devices (deviceId, homeId, kind, resource, flow, publicKey, calibrationPpm, trust,
        maxPerHour, status, replaces, enrolledAt, replacedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      device.deviceId,
      device.homeId,
      device.kind,
      device.resource,
      device.flow ?? null,
      device.publicKey,
      device.calibrationPpm,
      device.trust,
      device.maxPerHour,
      device.status,
      device.replaces ?? null,
      device.enrolledAt,
      device.replacedAt ?? null,
    );
  }),
];
