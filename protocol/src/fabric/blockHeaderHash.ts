import { createHash } from 'node:crypto';

const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;

/**
 * SHA-256, hex, of a Fabric block header: DER of SEQUENCE { number INTEGER, previousHash OCTET STRING, dataHash OCTET
 * STRING }.
 */
export function blockHeaderHash(number: number, previousHash: Uint8Array, dataHash: Uint8Array): string {
  const header = der(
    SEQUENCE,
    Buffer.concat([
      der(INTEGER, unsigned(number)),
      der(OCTET_STRING, previousHash),
      der(OCTET_STRING, dataHash),
    ]),
  );
  return createHash('sha256').update(header).digest('hex');
}

function unsigned(number: number): Buffer {
  const digits = number.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  // A leading zero keeps a number whose top bit is set from being negative.
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

/** Contents here are at most 2 × 34 + 11 bytes: one length byte is enough. */
function der(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}
