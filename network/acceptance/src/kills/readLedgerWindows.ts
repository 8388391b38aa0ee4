import { parseJsonWith, privateRecords, publicRecords, type WindowPayload } from '@acequia/protocol';
import type { LedgerBlock, LedgerWrite } from '@acequia/protocol/fabric';
import type { Member } from '../harness/Member.js';
import type { LedgerWindow } from './LedgerWindow.js';

type WithoutRest<Window> = Omit<Window, 'payload' | 'verdict'>;

/**
 * Every window of these devices by device id, in the order in which the blocks have them, read from block 0 by a member of
 * their homes' collections. Read from the blocks, a window that came twice shows; the world state would only hold the
 * later one.
 *
 * @throws Error when a window has no payload.
 */
export async function readLedgerWindows(
  reader: Member,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LedgerWindow[]>> {
  const height = await reader.client.height();
  const windows: WithoutRest<LedgerWindow>[] = [];
  const payloads = new Map<string, WindowPayload>();
  const verdicts = new Map<string, LedgerWindow['verdict']>();
  for await (const block of reader.client.blocks({ startBlock: 0, withPrivateData: true })) {
    for (const write of publicWrites(block)) {
      if (write.key.type === 'window') {
        const { header, signature } = parseJsonWith(publicRecords.window.schema, text(write));
        windows.push({ header, signature });
      } else if (write.key.type === 'decision') {
        verdicts.set(keyOf(write), parseJsonWith(publicRecords.decision.schema, text(write)).verdict);
      }
    }
    for (const write of privateWrites(block)) {
      if (write.key.type === 'payload') {
        payloads.set(keyOf(write), parseJsonWith(privateRecords.payload.schema, text(write)));
      }
    }
    if (block.number + 1 >= height) break;
  }
  return new Map(deviceIds.map((deviceId) => [deviceId, windowsOf(deviceId, windows, payloads, verdicts)]));
}

function windowsOf(
  deviceId: string,
  windows: readonly WithoutRest<LedgerWindow>[],
  payloads: ReadonlyMap<string, WindowPayload>,
  verdicts: ReadonlyMap<string, LedgerWindow['verdict']>,
): LedgerWindow[] {
  return windows
    .filter(({ header }) => header.deviceId === deviceId)
    .map((window) => {
      const key = `${deviceId} ${window.header.sequence}`;
      const payload = payloads.get(key);
      if (payload === undefined) throw new Error(`window ${key} has no payload`);
      return { ...window, payload, verdict: verdicts.get(key) };
    });
}

function publicWrites(block: LedgerBlock): LedgerWrite[] {
  return block.transactions.flatMap(({ writes }) => writes.filter(({ isDelete }) => !isDelete));
}

function privateWrites(block: LedgerBlock): LedgerWrite[] {
  return block.transactions.flatMap(({ collections }) =>
    collections.flatMap(({ writes }) => (writes === 'notAvailable' ? [] : writes)),
  );
}

/** Device and sequence, the sequence without the padding of keys. */
function keyOf({ key }: LedgerWrite): string {
  const [deviceId = '', sequence = ''] = key.attributes;
  return `${deviceId} ${Number(sequence)}`;
}

function text({ value }: LedgerWrite): string {
  return Buffer.from(value ?? []).toString('utf8');
}
