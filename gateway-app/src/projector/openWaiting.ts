import { canonicalJson, type EpochView } from '@acequia/protocol';
import type { RecordOpener } from '../keys/RecordOpener.js';
import type { Database } from '../readModel/Database.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { openWindow } from './openWindow.js';
import type { ProjectionScope } from './ProjectionScope.js';

/** Tries again what could not be opened because its keys were not here. */
export function openWaiting(model: ReadModel, scope: ProjectionScope): void {
  const { database, monitoring, keys, registry } = model;
  const { opener } = scope;
  const windows = monitoring.waitingForKeys();
  const epochs = registry
    .homes()
    .filter(({ homeId }) => scope.isMember(homeId))
    .flatMap(({ homeId }) => keys.notesToOpen(homeId));
  if (windows.length === 0 && epochs.length === 0) return;
  database.transaction(() => {
    opener.atomically(() => {
      for (const { deviceId, sequence } of windows) {
        for (const dataset of ['essential', 'extended'] as const) {
          const record = monitoring.sealedRecord(deviceId, sequence, dataset);
          if (record !== undefined) openWindow({ database, opener }, dataset, deviceId, sequence, record);
        }
      }
      for (const epoch of epochs) openNotes(database, opener, epoch);
    });
  });
}

function openNotes(database: Database, opener: RecordOpener, epoch: EpochView): void {
  const notes = opener.notes(epoch);
  if (!notes.isOpen && notes.fault === undefined) return;
  database.run(
    'UPDATE epochs SET notes = ?, notesFault = ? WHERE homeId = ? AND epoch = ?',
    notes.isOpen ? canonicalJson(notes.content) : null,
    notes.isOpen ? null : (notes.fault ?? null),
    epoch.homeId,
    epoch.epoch,
  );
}
