import {
  canonicalJson,
  epochRecordSchema,
  parseJsonWith,
  revealRecordSchema,
  type ExtendedPayload,
  type WindowPayload,
} from '@acequia/protocol';
import { z } from 'zod';
import type { Opened, SealedWindow } from '../keys/RecordOpener.js';
import type { Database } from '../readModel/Database.js';
import { documentSchema } from '../readModel/queries/documentSchema.js';
import type { WriteTarget } from './handlers/RecordHandler.js';

const windowSchema = z.strictObject({
  deviceId: z.string(),
  sequence: z.int(),
  homeId: z.string(),
  resource: z.string(),
  epoch: z.int(),
  revision: z.int(),
});
type Window = z.infer<typeof windowSchema>;

/** Which of a window's two sealed records. */
export type SealedDataset = 'essential' | 'extended';
type Target = Pick<WriteTarget, 'database' | 'opener'>;

/**
 * Opens a window's record into the read model. One that cannot be opened is kept sealed, with its fault, and may be tried again;
 * how often it was tried makes no difference to the outcome.
 */
export function openWindow(
  target: Target,
  dataset: SealedDataset,
  deviceId: string,
  sequence: number,
  record: Buffer,
): void {
  const { database, opener } = target;
  const window = database.get(
    windowSchema,
    'SELECT deviceId, sequence, homeId, resource, epoch, revision FROM windows WHERE deviceId = ? AND sequence = ?',
    deviceId,
    sequence,
  );
  if (window === undefined) return;
  const sealed = sealedWindow(database, window, record);
  database.run(
    'DELETE FROM sealedRecords WHERE deviceId = ? AND sequence = ? AND dataset = ?',
    deviceId,
    sequence,
    dataset,
  );
  const isOpen =
    dataset === 'essential'
      ? putEssential(database, window, opener.essential(sealed))
      : putExtended(database, window, opener.extended(sealed));
  if (isOpen) return;
  database.run(
    'INSERT INTO sealedRecords (deviceId, sequence, dataset, record) VALUES (?, ?, ?, ?)',
    deviceId,
    sequence,
    dataset,
    record.toString('base64'),
  );
}

function sealedWindow(database: Database, window: Window, record: Buffer): SealedWindow {
  const { deviceId, sequence, homeId, revision } = window;
  const epoch = database.get(
    documentSchema,
    'SELECT document FROM epochs WHERE homeId = ? AND epoch = ?',
    homeId,
    window.epoch,
  );
  const revealed = database.get(
    documentSchema,
    'SELECT document FROM reveals WHERE deviceId = ? AND sequence = ?',
    deviceId,
    sequence,
  );
  const reveal = revealed === undefined ? undefined : parseJsonWith(revealRecordSchema, revealed.document);
  return {
    deviceId,
    sequence,
    revision,
    record,
    epoch: epoch === undefined ? undefined : parseJsonWith(epochRecordSchema, epoch.document),
    reveal: reveal?.revision === revision ? reveal : undefined,
  };
}

function putEssential(database: Database, window: Window, opened: Opened<WindowPayload>): boolean {
  const { deviceId, sequence } = window;
  const payload = opened.isOpen ? opened.content : undefined;
  database.run(
    `UPDATE windows SET payload = ?, fault = ?, previousHash = ?, readingsSignature = ?
      WHERE deviceId = ? AND sequence = ?`,
    opened.isOpen ? 'present' : 'sealed',
    opened.isOpen ? null : (opened.fault ?? null),
    payload?.previousHash ?? null,
    payload?.signature ?? null,
    deviceId,
    sequence,
  );
  if (payload !== undefined) insertIntervals(database, payload, window);
  return opened.isOpen;
}

function putExtended(database: Database, window: Window, opened: Opened<ExtendedPayload>): boolean {
  const { deviceId, sequence, homeId } = window;
  database.run(
    'UPDATE windows SET extended = ?, extendedFault = ? WHERE deviceId = ? AND sequence = ?',
    opened.isOpen ? 'present' : 'sealed',
    opened.isOpen ? null : (opened.fault ?? null),
    deviceId,
    sequence,
  );
  if (!opened.isOpen) return false;
  for (const [position, { start, end, values }] of opened.content.intervals.entries()) {
    database.run(
      `INSERT INTO extendedValues (deviceId, sequence, position, homeId, start, "end", document)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
      deviceId,
      sequence,
      position,
      homeId,
      start,
      end,
      canonicalJson(values),
    );
  }
  return true;
}

function insertIntervals(
  database: Database,
  payload: WindowPayload,
  { deviceId, sequence, homeId, resource }: Window,
): void {
  for (const [position, interval] of payload.intervals.entries()) {
    database.run(
      `INSERT INTO intervals (deviceId, sequence, position, homeId, resource, start, "end", quality, "from", "to",
        amount, meanW, maxW) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      deviceId,
      sequence,
      position,
      homeId,
      resource,
      interval.start,
      interval.end,
      interval.quality,
      interval.from ?? null,
      interval.to ?? null,
      interval.amount ?? null,
      interval.meanW ?? null,
      interval.maxW ?? null,
    );
  }
}
