import { createHash } from 'node:crypto';
import { CodedError } from '../errors.js';

/** Bytes of a record's header. */
export const RECORD_HEADER_LENGTH = 58;

const MAGIC = Buffer.from('ACQ');
/** AES-256-GCM with keys by HMAC-SHA256 and HKDF-SHA256. */
const SUITE = 1;
const DATASETS = ['essential', 'extended', 'audit'] as const;
const HOME_LENGTH = 5;
const TAG_LENGTH = 8;

/** What a sealed record holds: the two datasets of paper 000 Eq. 1, or a home's notes to the community. */
export type Dataset = (typeof DATASETS)[number];

/** The public part of a sealed record (DESIGN §7). */
export interface RecordHeader {
  readonly dataset: Dataset;
  readonly homeId: string;
  /** 8 bytes in hex: `deviceTag` of the meter, zeros where there is none. */
  readonly deviceTag: string;
  readonly epoch: number;
  readonly sequence: number;
  /** Ledger seconds; the record is about the time from `start` up to `end`. */
  readonly start: number;
  readonly end: number;
  /** 16 random bytes in hex. */
  readonly salt: string;
}

/** The first 8 bytes of the SHA-256 of a device's id, in hex: ids are too long for a header, and public anyway. */
export function deviceTag(deviceId: string): string {
  return createHash('sha256')
    .update(`acequia device\n${deviceId}`)
    .digest('hex')
    .slice(0, 2 * TAG_LENGTH);
}

/**
 * 58 bytes: magic 3, suite 1, dataset 1, home 5 (ASCII, zeros behind), device tag 8, epoch 6, sequence 6, start 6, end 6,
 * salt 16. Integers are big-endian.
 *
 * @throws CodedError RECORD_MALFORMED for what does not fit.
 */
export function encodeRecordHeader(header: RecordHeader): Buffer {
  if (!/^SH[1-9][0-9]{0,2}$/.test(header.homeId)) throw malformed('it names no home');
  if (!/^[0-9a-f]{16}$/.test(header.deviceTag)) throw malformed('its device tag is not 8 bytes');
  if (!/^[0-9a-f]{32}$/.test(header.salt)) throw malformed('its salt is not 16 bytes');
  const home = Buffer.alloc(HOME_LENGTH);
  home.write(header.homeId, 'ascii');
  return Buffer.concat([
    MAGIC,
    Buffer.of(SUITE, DATASETS.indexOf(header.dataset) + 1),
    home,
    Buffer.from(header.deviceTag, 'hex'),
    ...[header.epoch, header.sequence, header.start, header.end].map(encodeInteger),
    Buffer.from(header.salt, 'hex'),
  ]);
}

/**
 * Reads the header at the start of a record; what it gives encodes to the same bytes again.
 *
 * @throws CodedError RECORD_MALFORMED.
 */
export function decodeRecordHeader(record: Uint8Array): RecordHeader {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  if (bytes.length < RECORD_HEADER_LENGTH) throw malformed('it is shorter than a header');
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw malformed('it does not begin as records do');
  if (bytes[3] !== SUITE) throw malformed('its suite is not known');
  const dataset = DATASETS[(bytes[4] ?? 0) - 1];
  if (dataset === undefined) throw malformed('its dataset is not known');
  const homeId = bytes.toString('latin1', 5, 10).replace(/\0+$/, '');
  if (!/^SH[1-9][0-9]{0,2}$/.test(homeId)) throw malformed('it names no home');
  return {
    dataset,
    homeId,
    deviceTag: bytes.toString('hex', 10, 18),
    epoch: bytes.readUIntBE(18, 6),
    sequence: bytes.readUIntBE(24, 6),
    start: bytes.readUIntBE(30, 6),
    end: bytes.readUIntBE(36, 6),
    salt: bytes.toString('hex', 42, RECORD_HEADER_LENGTH),
  };
}

function encodeInteger(value: number): Buffer {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 48) throw malformed('a number does not fit');
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return bytes;
}

function malformed(reason: string): CodedError {
  return new CodedError('RECORD_MALFORMED', `the sealed record is malformed: ${reason}`);
}
