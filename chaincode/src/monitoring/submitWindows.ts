import { publicRecords, sequenceAttribute, type WindowHeader } from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkChain } from './checkChain.js';
import { checkExtended } from './checkExtended.js';
import { checkSeal } from './checkSeal.js';
import { checkTime } from './checkTime.js';
import { dropOld } from './dropOld.js';
import { MonitoringError } from './MonitoringError.js';
import { parseWindow } from './parseWindow.js';
import { refuseKnownWindow } from './refuseKnownWindow.js';
import type { SealedWindow } from './SealedWindow.js';
import { writeWindow } from './writeWindow.js';

/**
 * Takes consecutive sealed windows of one device: what is public to world state, the sealed X to the home's collection. It
 * reads the device, the first window's key and its predecessor's, the epochs, the home's retention and where the device's
 * kept windows begin, so that devices never conflict (DESIGN §5.1).
 *
 * @throws CodedError RECORD_MALFORMED. @throws MonitoringError for a window that the checks beside this file refuse.
 * @throws LedgerError DEVICE_UNKNOWN, EPOCH_UNKNOWN.
 */
export async function submitWindows(
  tx: WriteTransaction,
  request: RequestOf<'monitoring', 'submitWindows'>,
  { extended }: { readonly extended: readonly string[] },
): Promise<void> {
  const { state, now, speed, emit } = tx;
  const windows = request.windows.map(parseWindow);
  const first = firstOf(windows);
  const device = await state.getRequired(publicRecords.device, [first.header.deviceId]);
  await checkSeal(windows, device, tx);
  if (extended.length !== windows.length) {
    throw new MonitoringError('PAYLOAD_MISMATCH', 'each window has one extended record');
  }
  await refuseKnownWindow(first, state);
  let predecessor = await predecessorOf(first.header, state);
  for (const [index, window] of windows.entries()) {
    checkChain(window.header, predecessor);
    checkTime(window.header, device, now, speed);
    await writeWindow(tx, window, checkExtended(window, extended[index]), 0);
    predecessor = window.header;
  }
  const { homeId, deviceId } = device;
  const [from, to] = [first.header.sequence, first.header.sequence + windows.length - 1];
  await dropOld(state, device, from, to);
  emit('WindowsSubmitted', { homeId, deviceId, from, to });
}

function firstOf(windows: readonly SealedWindow[]): SealedWindow {
  const [first] = windows;
  if (first === undefined) throw new MonitoringError('WINDOWS_MIXED', 'there is no window');
  return first;
}

async function predecessorOf(header: WindowHeader, state: LedgerReader): Promise<WindowHeader | undefined> {
  if (header.sequence === 1) return undefined;
  const key = [header.deviceId, sequenceAttribute(header.sequence - 1)];
  return (await state.get(publicRecords.window, key))?.header;
}
