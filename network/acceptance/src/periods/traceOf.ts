import { parseJsonWith, publicRecords } from '@acequia/protocol';
import type { LedgerTransaction, PublicWrite } from '@acequia/protocol/fabric';

/** What anybody can see of a home in a span of time, names and numbers aside. */
export interface Trace {
  /** Its epochs that start in the span: the length of each record. */
  readonly epochs: readonly { readonly bytes: number }[];
  /** Its windows that start in the span, by where in the span: how long the window, and its sealed E. */
  readonly windows: readonly { readonly at: number; readonly seconds: number; readonly bytes: number }[];
  /** Kinds of records that are about it. */
  readonly records: ReadonlySet<string>;
}

/** Of whom, and when: ledger seconds. */
export interface TraceRequest {
  readonly homeId: string;
  readonly deviceId: string;
  readonly start: number;
  readonly end: number;
}

/** Reads a home's trace out of all transactions. */
export function traceOf(
  transactions: readonly LedgerTransaction[],
  { homeId, deviceId, start, end }: TraceRequest,
): Trace {
  const own = transactions
    .flatMap(({ writes }) => writes)
    .filter((write) => !write.isDelete && isAbout(write, homeId, deviceId));
  const isIn = (at: number): boolean => at >= start && at < end;
  const windows = ofType(own, 'window')
    .map((write) => parseJsonWith(publicRecords.window.schema, text(write)))
    .filter(({ header }) => isIn(header.start))
    .map(({ header }) => ({
      at: header.start - start,
      seconds: header.end - header.start,
      bytes: lengthOf(own, header.sequence),
    }));
  const epochs = ofType(own, 'epoch')
    .map((write) => ({ record: parseJsonWith(publicRecords.epoch.schema, text(write)), write }))
    .filter(({ record }) => isIn(record.start))
    // Numbers count up, and become longer with time.
    .map(({ record, write }) => ({ bytes: text(write).length - String(record.epoch).length }));
  const records = new Set(own.map(({ key }) => key.type ?? '').filter((type) => type !== 'epochRevocation'));
  return { epochs, windows, records };
}

function isAbout({ key }: PublicWrite, homeId: string, deviceId: string): boolean {
  const [first, second] = key.attributes;
  if (first === deviceId || second === deviceId) return true;
  return first === homeId && (key.type === 'epoch' || key.type === 'operationKey');
}

function ofType(writes: readonly PublicWrite[], type: string): PublicWrite[] {
  return writes.filter(({ key }) => key.type === type);
}

function lengthOf(own: readonly PublicWrite[], sequence: number): number {
  const record = ofType(own, 'essential').find(({ key }) => Number(key.attributes[1]) === sequence);
  return record === undefined ? 0 : text(record).length;
}

function text({ value }: PublicWrite): string {
  return Buffer.from(value ?? []).toString('utf8');
}
