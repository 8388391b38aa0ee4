import { expect } from 'chai';
import { publicKeyBase64 } from '@acequia/protocol';
import type { Member } from '../harness/Member.js';
import { checkChain } from './checkChain.js';
import { readLedgerWindows } from './readLedgerWindows.js';
import type { WindowStream } from './WindowStream.js';

/** Asserts that the ledger has every window of a stream that has ended, once and in order, and no other. */
export async function expectStream(reader: Member, { meter, acknowledged }: WindowStream): Promise<void> {
  const windows = (await readLedgerWindows(reader, [meter.deviceId])).get(meter.deviceId) ?? [];
  expect(windows.map(({ header }) => header)).to.deep.equal(acknowledged.map(({ header }) => header));
  const intervals = acknowledged.flatMap(({ payload }) => payload.intervals);
  checkChain(meter.deviceId, publicKeyBase64(meter.key), windows, intervals);
}
