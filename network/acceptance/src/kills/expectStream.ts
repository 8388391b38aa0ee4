import { expect } from 'chai';
import { publicKeyBase64 } from '@acequia/protocol';
import { checkChain } from './checkChain.js';
import { readLedgerWindows, type LedgerReader } from './readLedgerWindows.js';
import type { WindowStream } from './WindowStream.js';

/** Asserts that the ledger has every window of a stream that has ended, once and in order, and no other. */
export async function expectStream(
  reader: LedgerReader,
  { meter, acknowledged }: WindowStream,
): Promise<void> {
  const { channel } = reader.member.connection;
  const windows = (await readLedgerWindows(reader, [meter.deviceId])).get(meter.deviceId) ?? [];
  expect(windows.map(({ header }) => header)).to.deep.equal(acknowledged.map(({ header }) => header));
  const intervals = acknowledged.flatMap(({ payload }) => payload.intervals);
  checkChain(
    { deviceId: meter.deviceId, publicKey: publicKeyBase64(meter.key), channel },
    windows,
    intervals,
  );
}
