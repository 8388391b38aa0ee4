import {
  parseRecord,
  privateRecords,
  publicRecords,
  random16Hex,
  sequenceAttribute,
  sha256Hex,
  type SignedWindow,
  type WindowRecord,
} from '@acequia/protocol';
import { privatePut, put, toHome, type TransactionDraft } from './LedgerBuilder.js';
import type { SampleWindow } from './SampleWindow.js';

/** A transaction that brings windows; `isAvailable` tells whether the peer has the extended datasets. */
export function windowDraft(
  name: 'submitWindows' | 'republishWindow',
  windows: readonly SampleWindow[],
  isAvailable: boolean,
): TransactionDraft {
  const [first] = windows;
  if (first === undefined) throw new Error('a submission has windows');
  const requestId = random16Hex();
  return {
    function: `monitoring:${name}`,
    request:
      name === 'submitWindows'
        ? { requestId, windows: windows.map(signedOf) }
        : { requestId, window: signedOf(first) },
    // Only the newest stays in state, so that it can be seen that no other is read from there.
    writes: [
      ...windows.slice(-1).map((window) =>
        put(publicRecords.essential, keyOf(window), {
          essential: window.essentialRecord.toString('base64'),
        }),
      ),
      ...windows.map((window) => put(publicRecords.window, keyOf(window), recordOf(window))),
    ],
    collections: [
      toHome(
        first.header.homeId,
        windows.map((window) =>
          privatePut(privateRecords.extended, keyOf(window), {
            extended: window.extendedRecord.toString('base64'),
          }),
        ),
        isAvailable,
      ),
    ],
  };
}

function keyOf({ header }: SampleWindow): string[] {
  return [header.deviceId, sequenceAttribute(header.sequence)];
}

function signedOf({ header, essentialRecord, extendedRecord, signature }: SampleWindow): SignedWindow {
  return {
    deviceId: header.deviceId,
    essential: essentialRecord.toString('base64'),
    extendedHash: sha256Hex(extendedRecord),
    signature,
  };
}

function recordOf(window: SampleWindow): WindowRecord {
  const { header, essentialRecord, extendedRecord, signature, revision } = window;
  return {
    header,
    commitment: parseRecord(essentialRecord).commitment.toString('hex'),
    essentialHash: sha256Hex(essentialRecord),
    extendedHash: sha256Hex(extendedRecord),
    signature,
    submittedAt: header.end,
    revision,
  };
}
