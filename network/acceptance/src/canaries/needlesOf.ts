import { CodedError } from '@acequia/protocol';
import { base64Alignments } from './base64Alignments.js';
import type { Canary } from './Canary.js';
import { encodeVarint } from './encodeVarint.js';
import type { Needle } from './Needle.js';

/** Shorter needles are found by chance in megabytes of signatures and hashes. */
const SHORTEST = 5;

/**
 * Every way in which a canary is looked for: text; hex of the text's bytes, both cases; base64 and base64url of them in
 * the three alignments; for integers the same of the big-endian bytes, the bytes as they are, little-endian too, 8-byte
 * fields, and the protobuf varint; for texts of hex digits the same of the bytes that they stand for.
 *
 * @throws CodedError CANARY_TOO_SHORT when one form would be too short to be distinctive.
 */
export function needlesOf(canary: Canary): Needle[] {
  const forms = new Map<string, Needle>();
  const add = (encoding: string, bytes: Uint8Array): void => {
    if (bytes.length < SHORTEST) {
      throw new CodedError('CANARY_TOO_SHORT', `${canary.name} is not distinctive as ${encoding}`);
    }
    const key = Buffer.from(bytes).toString('latin1');
    // Two encodings may agree; the first name is enough.
    if (!forms.has(key)) forms.set(key, { canary, encoding, bytes });
  };
  const text = Buffer.from(canary.value.toString(), 'utf8');
  add('text', text);
  addTextForms('text', text, add);
  for (const [name, bytes] of binaryForms(canary.value)) {
    add(name, bytes);
    addTextForms(name, bytes, add);
  }
  if (typeof canary.value === 'bigint') add('varint', encodeVarint(canary.value));
  return [...forms.values()];
}

function addTextForms(name: string, bytes: Uint8Array, add: (name: string, bytes: Uint8Array) => void): void {
  const hex = Buffer.from(bytes).toString('hex');
  add(`hex of ${name}`, Buffer.from(hex));
  add(`upper-case hex of ${name}`, Buffer.from(hex.toUpperCase()));
  base64Alignments(bytes).forEach((fragment, before) => {
    const place = `of ${name}, ${before} byte(s) in`;
    add(`base64 ${place}`, Buffer.from(fragment));
    add(`base64url ${place}`, Buffer.from(fragment.replaceAll('+', '-').replaceAll('/', '_')));
  });
}

function binaryForms(value: string | bigint): [string, Uint8Array][] {
  if (typeof value === 'string') {
    return /^(?:[0-9a-f]{2})+$/i.test(value) ? [['bytes', Buffer.from(value, 'hex')]] : [];
  }
  const digits = value.toString(16);
  const bigEndian = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const field = Buffer.alloc(8);
  field.writeBigUInt64BE(value);
  return [
    ['big-endian bytes', bigEndian],
    ['little-endian bytes', Buffer.from(bigEndian).reverse()],
    ['8-byte field', field],
  ];
}
