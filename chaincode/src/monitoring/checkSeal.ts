import type { DeviceRecord } from '@acequia/protocol';
import type { WriteTransaction } from '../ledger/index.js';
import { readEpoch } from '../keys/index.js';
import { checkEpoch } from './checkEpoch.js';
import { checkSender } from './checkSender.js';
import { checkSignature } from './checkSignature.js';
import type { SealedWindow } from './SealedWindow.js';

/**
 * What every window must be, sent first or published again: of that device and its home, signed by it for this channel, and
 * sealed under epochs that take records. Each epoch is read once.
 *
 * @throws MonitoringError as the checks beside this file. @throws LedgerError EPOCH_UNKNOWN.
 */
export async function checkSeal(
  windows: readonly SealedWindow[],
  device: DeviceRecord,
  { state, channel, now, speed }: WriteTransaction,
): Promise<void> {
  checkSender(
    device,
    windows.map(({ header }) => header),
  );
  for (const window of windows) checkSignature(window, device, channel);
  for (const number of new Set(windows.map(({ header }) => header.epoch))) {
    const epoch = await readEpoch(device.homeId, number, state);
    for (const { header } of windows) if (header.epoch === number) checkEpoch(header, epoch, now, speed);
  }
}
