import { publicRecords, sequenceAttribute, type WindowRecord } from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkExtended } from './checkExtended.js';
import { checkRepublication } from './checkRepublication.js';
import { checkSeal } from './checkSeal.js';
import { keepFrom } from './keepFrom.js';
import { MonitoringError } from './MonitoringError.js';
import { parseWindow } from './parseWindow.js';
import { readUndecided } from './readUndecided.js';
import { writeWindow } from './writeWindow.js';

/**
 * Takes a window that its home has sealed again, because the community complained that it cannot read it.
 *
 * @throws MonitoringError DECISION_EXISTS, REPUBLICATION_UNASKED, WINDOW_DIFFERS, SALT_REUSED, PAYLOAD_MISMATCH, and as
 * {@link checkSeal}. @throws CodedError RECORD_MALFORMED. @throws LedgerError DEVICE_UNKNOWN, WINDOW_UNKNOWN, EPOCH_UNKNOWN.
 */
export async function republishWindow(
  tx: WriteTransaction,
  request: RequestOf<'monitoring', 'republishWindow'>,
  { extended }: { readonly extended: string },
): Promise<void> {
  const { state, emit } = tx;
  const window = parseWindow(request.window);
  const { homeId, deviceId, sequence } = window.header;
  const device = await state.getRequired(publicRecords.device, [deviceId]);
  const known = await readUndecided(deviceId, sequence, state);
  await checkAsked(known, state);
  checkRepublication(window.header, known);
  await checkSeal([window], device, tx);
  await writeWindow(tx, window, checkExtended(window, extended), known.revision + 1);
  await keepFrom(state, deviceId, sequence);
  emit('WindowRepublished', { homeId, deviceId, sequence });
}

async function checkAsked({ header, revision }: WindowRecord, state: LedgerReader): Promise<void> {
  const { homeId, deviceId, sequence } = header;
  const key = [homeId, deviceId, sequenceAttribute(sequence)];
  if ((await state.get(publicRecords.complaint, key))?.revision === revision) return;
  throw new MonitoringError(
    'REPUBLICATION_UNASKED',
    `no complaint about window ${deviceId} ${sequence} as it is stands`,
  );
}
