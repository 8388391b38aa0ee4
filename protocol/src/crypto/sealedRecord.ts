import { timingSafeEqual } from 'node:crypto';
import { CodedError } from '../errors.js';
import { aesGcmOpen, aesGcmSeal, GCM_TAG_LENGTH } from './aesGcm.js';
import { hkdfExpand, hmacSha256 } from './hkdf.js';
import {
  decodeRecordHeader,
  encodeRecordHeader,
  RECORD_HEADER_LENGTH,
  type RecordHeader,
} from './recordHeader.js';

const COMMITMENT_LENGTH = 32;
/** What a record has over its plaintext: header, commitment and tag. */
export const RECORD_OVERHEAD = RECORD_HEADER_LENGTH + COMMITMENT_LENGTH + GCM_TAG_LENGTH;

const KEY_LENGTH = 32;
/** Each record has a key of its own, so that one nonce serves all. */
const NONCE = Buffer.alloc(12);
const DEK_LABEL = Buffer.from('acequia record key v1\n');
const AEAD_LABEL = Buffer.from('acequia record aead v1\n');
const COMMITMENT_LABEL = Buffer.from('acequia record commitment v1\n');

/** A record taken apart, its seal unbroken or not. */
export interface ParsedRecord {
  readonly header: RecordHeader;
  /** The header's 58 bytes. */
  readonly headerBytes: Buffer;
  /** 32 bytes. */
  readonly commitment: Buffer;
  /** Ciphertext and tag. */
  readonly sealed: Buffer;
}

/**
 * Seals a dataset: header 58 bytes, commitment 32, ciphertext as long as the plaintext, tag 16 (DESIGN §7). Stands in
 * place of E_enc of paper 000 Eqs. 4 to 7.
 *
 * @param key the epoch's key of that dataset, 32 bytes.
 * @param header with a salt that was never used before.
 * @param domain where the record may stand: `sealingDomain`.
 * @throws CodedError RECORD_MALFORMED for a header that does not fit.
 */
export function sealRecord(
  key: Uint8Array,
  header: RecordHeader,
  domain: string,
  plaintext: Uint8Array,
): Buffer {
  const headerBytes = encodeRecordHeader(header);
  const dek = recordKey(key, headerBytes);
  const sealed = aesGcmSeal(aeadKey(dek), NONCE, associated(headerBytes, domain), plaintext);
  return Buffer.concat([headerBytes, recordCommitment(dek, headerBytes), sealed]);
}

/** @throws CodedError RECORD_MALFORMED. */
export function parseRecord(record: Uint8Array): ParsedRecord {
  if (record.length < RECORD_OVERHEAD) {
    throw new CodedError('RECORD_MALFORMED', 'the sealed record is malformed: it is too short');
  }
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  return {
    header: decodeRecordHeader(bytes),
    headerBytes: bytes.subarray(0, RECORD_HEADER_LENGTH),
    commitment: bytes.subarray(RECORD_HEADER_LENGTH, RECORD_HEADER_LENGTH + COMMITMENT_LENGTH),
    sealed: bytes.subarray(RECORD_HEADER_LENGTH + COMMITMENT_LENGTH),
  };
}

/**
 * Opens a record with the epoch's key of its dataset.
 *
 * @throws CodedError RECORD_MALFORMED, COMMITMENT_WRONG (made with another key), SEAL_BROKEN (altered, or moved here).
 */
export function openRecord(key: Uint8Array, record: Uint8Array, domain: string): Buffer {
  return openRecordWithDek(recordKey(key, parseRecord(record).headerBytes), record, domain);
}

/** Opens a record with its own key, as an auditor does whom it was disclosed to. @throws as {@link openRecord}. */
export function openRecordWithDek(dek: Uint8Array, record: Uint8Array, domain: string): Buffer {
  const { headerBytes, commitment, sealed } = parseRecord(record);
  if (!timingSafeEqual(recordCommitment(dek, headerBytes), commitment)) {
    throw new CodedError('COMMITMENT_WRONG', 'the key is not the one that the record commits to');
  }
  return aesGcmOpen(aeadKey(dek), NONCE, associated(headerBytes, domain), sealed);
}

/** A record's own key (DEK), 32 bytes: what is disclosed of one record tells nothing of another. */
export function recordKey(key: Uint8Array, headerBytes: Uint8Array): Buffer {
  return hmacSha256(key, DEK_LABEL, headerBytes);
}

/** The commitment to a record's key that stands in the record: GCM alone commits to none. */
export function recordCommitment(dek: Uint8Array, headerBytes: Uint8Array): Buffer {
  return hkdfExpand(dek, Buffer.concat([COMMITMENT_LABEL, headerBytes]), COMMITMENT_LENGTH);
}

/** Where sealed things belong: what is moved to another channel or chaincode does not open. */
export function sealingDomain(connection: { readonly channel: string; readonly chaincode: string }): string {
  return `${connection.channel}/${connection.chaincode}`;
}

function aeadKey(dek: Uint8Array): Buffer {
  return hkdfExpand(dek, AEAD_LABEL, KEY_LENGTH);
}

function associated(headerBytes: Uint8Array, domain: string): Buffer {
  return Buffer.concat([headerBytes, Buffer.from(domain, 'utf8')]);
}
