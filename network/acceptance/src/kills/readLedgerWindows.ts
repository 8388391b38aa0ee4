import {
  decodeEssential,
  decodeExtended,
  openRecord,
  parseJsonWith,
  privateRecords,
  publicRecords,
  republishWindowRequestSchema,
  sealingDomain,
  sha256Hex,
  submitWindowsRequestSchema,
  windowHeaderOf,
  type SignedWindow,
  type WindowHeader,
} from '@acequia/protocol';
import type { LedgerBlock, LedgerTransaction, LedgerWrite } from '@acequia/protocol/fabric';
import type { EpochKeyring } from '../harness/EpochKeyring.js';
import type { Member } from '../harness/Member.js';
import type { LedgerWindow } from './LedgerWindow.js';

/** Who reads: a member of the homes' collections, and whoever has their keys. */
export interface LedgerReader {
  readonly member: Member;
  readonly keyring: EpochKeyring;
}

/** What the blocks have of a device's windows, sealed as it is. */
interface SealedLedger {
  /** In the order of the blocks, republished ones behind. */
  readonly windows: readonly SignedWindow[];
  /** Sealed X by its hash. */
  readonly extended: ReadonlyMap<string, Buffer>;
  readonly verdicts: ReadonlyMap<string, LedgerWindow['verdict']>;
}

/**
 * Every window of these devices by device id, in the order in which the blocks have them, read from block 0 and opened. Read
 * from the blocks' transactions, a window that came twice shows, and those that have left state are there; a republished one
 * stands in the place of the first.
 *
 * @throws Error when a window has no X; CodedError when one does not open.
 */
export async function readLedgerWindows(
  reader: LedgerReader,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LedgerWindow[]>> {
  const sealed = await readBlocks(reader.member);
  const opened = await Promise.all(
    deviceIds.map(async (deviceId) => [deviceId, await windowsOf(deviceId, sealed, reader)] as const),
  );
  return new Map(opened);
}

async function readBlocks({ client }: Member): Promise<SealedLedger> {
  const height = await client.height();
  const windows: SignedWindow[] = [];
  const extended = new Map<string, Buffer>();
  const verdicts = new Map<string, LedgerWindow['verdict']>();
  for await (const block of client.blocks({ startBlock: 0, withPrivateData: true })) {
    windows.push(...block.transactions.flatMap(windowsIn));
    for (const write of publicWrites(block)) {
      if (write.key.type !== 'decision') continue;
      verdicts.set(keyOf(write), parseJsonWith(publicRecords.decision.schema, text(write)).verdict);
    }
    for (const write of privateWrites(block)) {
      if (write.key.type !== 'extended' || write.isDelete) continue;
      const record = parseJsonWith(privateRecords.extended.schema, text(write));
      const bytes = Buffer.from(record.extended, 'base64');
      extended.set(sha256Hex(bytes), bytes);
    }
    if (block.number + 1 >= height) break;
  }
  return { windows, extended, verdicts };
}

/** What a valid transaction brought; republished windows too. */
function windowsIn({ function: name, request, validationCode }: LedgerTransaction): SignedWindow[] {
  if (request === undefined || validationCode !== 'VALID') return [];
  const json = Buffer.from(request).toString('utf8');
  if (name === 'monitoring:submitWindows') return parseJsonWith(submitWindowsRequestSchema, json).windows;
  if (name === 'monitoring:republishWindow')
    return [parseJsonWith(republishWindowRequestSchema, json).window];
  return [];
}

async function windowsOf(
  deviceId: string,
  { windows, extended, verdicts }: SealedLedger,
  reader: LedgerReader,
): Promise<LedgerWindow[]> {
  const found: LedgerWindow[] = [];
  const republished = new Map<number, WindowHeader[]>();
  for (const window of windows.filter((each) => each.deviceId === deviceId)) {
    const header = windowHeaderOf(Buffer.from(window.essential, 'base64'), deviceId);
    const key = `${deviceId} ${header.sequence}`;
    const revisions = [...(republished.get(header.sequence) ?? []), header];
    republished.set(header.sequence, revisions);
    const content = await open(window, header, extended, reader);
    const opened = { ...window, header, ...content, revisions, verdict: verdicts.get(key) };
    const before = found.findIndex((each) => each.header.sequence === header.sequence);
    if (before < 0) found.push(opened);
    else found[before] = opened;
  }
  return found;
}

async function open(
  { essential, extendedHash }: SignedWindow,
  header: WindowHeader,
  extended: ReadonlyMap<string, Buffer>,
  { member, keyring }: LedgerReader,
): Promise<Pick<LedgerWindow, 'payload' | 'extended'>> {
  const sealedX = extended.get(extendedHash);
  if (sealedX === undefined) throw new Error(`window ${header.deviceId} ${header.sequence} has no X`);
  const keys = await keyring.keysOf(header.homeId, header.epoch);
  const domain = sealingDomain(member.connection);
  return {
    payload: decodeEssential(openRecord(keys.essential, Buffer.from(essential, 'base64'), domain)),
    extended: decodeExtended(openRecord(keys.extended, sealedX, domain)),
  };
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
