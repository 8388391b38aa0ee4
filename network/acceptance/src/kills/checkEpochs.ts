import { expect } from 'chai';
import {
  decodeRecordHeader,
  parseJsonWith,
  publicRecords,
  type EpochRecord,
  type OperationKeyRecord,
} from '@acequia/protocol';
import type { LedgerTransaction } from '@acequia/protocol/fabric';
import type { LedgerWindow } from './LedgerWindow.js';

/**
 * Asserts that the epochs on the ledger follow one another in every home, that no key was drawn twice, and that no salt of any
 * record, republished ones and notes included, has served twice.
 */
export function checkEpochs(
  transactions: readonly LedgerTransaction[],
  windows: readonly LedgerWindow[],
): void {
  const { epochs, operationKeys } = recordsIn(transactions);
  const next = new Map<string, number>();
  for (const { homeId, epoch } of epochs) {
    expect(epoch, `epoch of ${homeId}`).to.equal(next.get(homeId) ?? 1);
    next.set(homeId, epoch + 1);
  }
  expectDistinct(
    'commitments to keys',
    epochs.flatMap(({ commitments }) => Object.values(commitments)),
  );
  expectDistinct(
    'wraps',
    epochs.flatMap(({ wraps }) => Object.values(wraps)),
  );
  expectDistinct(
    'anchors',
    epochs.map(({ anchor }) => anchor),
  );
  expectDistinct(
    'operation keys',
    operationKeys.map(({ publicKey }) => publicKey),
  );
  const notes = epochs.map((epoch) => decodeRecordHeader(Buffer.from(epoch.notes, 'base64')).salt);
  const sealed = windows.flatMap(({ revisions }) => revisions.map(({ salt }) => salt));
  expectDistinct('salts', [...notes, ...sealed]);
}

/** Records of epochs and of operation keys as they were first written, in the order of the ledger. */
function recordsIn(transactions: readonly LedgerTransaction[]): {
  readonly epochs: readonly EpochRecord[];
  readonly operationKeys: readonly OperationKeyRecord[];
} {
  const written = (type: string): string[] =>
    transactions
      .flatMap(({ writes }) => writes)
      .filter(({ key, isDelete }) => key.type === type && !isDelete)
      .map(({ value }) => Buffer.from(value ?? []).toString('utf8'));
  return {
    epochs: written('epoch').map((text) => parseJsonWith(publicRecords.epoch.schema, text)),
    operationKeys: written('operationKey')
      .map((text) => parseJsonWith(publicRecords.operationKey.schema, text))
      // Written again when the private half is destroyed.
      .filter(({ destroyedAt }) => destroyedAt === undefined),
  };
}

function expectDistinct(what: string, values: readonly string[]): void {
  expect(new Set(values).size, `distinct ${what}`).to.equal(values.length);
}
