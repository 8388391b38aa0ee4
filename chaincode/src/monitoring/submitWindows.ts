import {
  privateRecords,
  publicRecords,
  sequenceAttribute,
  type SignedWindow,
  type WindowHeader,
  type WindowPayload,
} from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkChain } from './checkChain.js';
import { checkPayload } from './checkPayload.js';
import { checkSender } from './checkSender.js';
import { checkSignature } from './checkSignature.js';
import { checkTime } from './checkTime.js';
import { MonitoringError } from './MonitoringError.js';
import { refuseKnownWindow } from './refuseKnownWindow.js';

/**
 * Takes consecutive windows of one device: the signed headers to world state, the payloads to the home's collection. It
 * reads the device, the first window's key and its predecessor's, so that devices never conflict (DESIGN §5.1).
 *
 * @throws MonitoringError for a window that the checks beside this file refuse. @throws LedgerError DEVICE_UNKNOWN.
 */
export async function submitWindows(
  { state, now, speed, privateState }: WriteTransaction,
  { windows }: RequestOf<'monitoring', 'submitWindows'>,
  { payloads }: { readonly payloads: readonly WindowPayload[] },
): Promise<void> {
  const first = firstOf(windows);
  const device = await state.getRequired(publicRecords.device, [first.header.deviceId]);
  checkSender(
    device,
    windows.map(({ header }) => header),
  );
  if (payloads.length !== windows.length) {
    throw new MonitoringError('PAYLOAD_MISMATCH', 'each window has one payload');
  }
  for (const window of windows) checkSignature(window, device);
  await refuseKnownWindow(first, state);
  let predecessor = await predecessorOf(first.header, state);
  const collection = privateState(device.homeId);
  for (const [index, window] of windows.entries()) {
    const { header } = window;
    const payload = payloads[index];
    checkPayload(header, payload);
    checkChain(header, predecessor);
    checkTime(header, device, now, speed);
    const key = [header.deviceId, sequenceAttribute(header.sequence)];
    await state.put(publicRecords.window, key, { ...window, submittedAt: now });
    if (payload !== undefined) await collection.put(privateRecords.payload, key, payload);
    predecessor = header;
  }
}

function firstOf(windows: readonly SignedWindow[]): SignedWindow {
  const [first] = windows;
  if (first === undefined) throw new MonitoringError('WINDOWS_MIXED', 'there is no window');
  return first;
}

async function predecessorOf(header: WindowHeader, state: LedgerReader): Promise<WindowHeader | undefined> {
  if (header.sequence === 1) return undefined;
  const key = [header.deviceId, sequenceAttribute(header.sequence - 1)];
  return (await state.get(publicRecords.window, key))?.header;
}
