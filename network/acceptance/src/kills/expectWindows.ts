import { expect } from 'chai';
import { checkChain } from './checkChain.js';
import type { MeteredDevice } from './MeteredDevice.js';
import { readLedgerWindows, type LedgerReader } from './readLedgerWindows.js';

/**
 * Asserts that the ledger, as one peer has it, holds every acknowledged window of these devices once and in order, with the
 * intervals that their meters' readings give, and that the community took them.
 *
 * @param reader a member of the collections of the devices' homes who has their keys.
 * @param acknowledged the last sequence that each device's agent was told of.
 */
export async function expectWindows(
  reader: LedgerReader,
  devices: readonly MeteredDevice[],
  acknowledged: ReadonlyMap<string, number>,
): Promise<void> {
  const onLedger = await readLedgerWindows(
    reader,
    devices.map(({ deviceId }) => deviceId),
  );
  const { ledger, connection } = reader.member;
  const { channel } = connection;
  for (const { deviceId, publicKey, intervals } of devices) {
    const windows = onLedger.get(deviceId) ?? [];
    checkChain({ deviceId, publicKey, channel }, windows, intervals);
    expect(windows.length, `windows of ${deviceId}`).to.be.at.least(acknowledged.get(deviceId) ?? Infinity);
    expect(new Set(windows.map(({ verdict }) => verdict)), `verdicts on ${deviceId}`).to.deep.equal(
      new Set(['accepted']),
    );
    const { window } = await ledger.monitoring.getLastWindow({ deviceId });
    expect(window?.header, `last window of ${deviceId} in the state`).to.deep.equal(windows.at(-1)?.header);
  }
}
