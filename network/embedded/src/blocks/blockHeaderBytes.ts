import type { common } from '@hyperledger/fabric-protos';

const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;

/**
 * What is hashed and signed of a block's header: DER of SEQUENCE { number INTEGER, previousHash OCTET STRING, dataHash
 * OCTET STRING } (Fabric: protoutil/blockutils.go).
 *
 * @throws RangeError when a hash is longer than 64 bytes, so longer than any that Fabric knows
 */
export function blockHeaderBytes(header: common.BlockHeader): Uint8Array {
  const number = der(INTEGER, unsigned(header.getNumber()));
  const previousHash = der(OCTET_STRING, hash(header.getPreviousHash_asU8()));
  const dataHash = der(OCTET_STRING, hash(header.getDataHash_asU8()));
  return der(SEQUENCE, Buffer.concat([number, previousHash, dataHash]));
}

function hash(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 64) {
    throw new RangeError(`a block header's hash has ${bytes.length} bytes, more than 64`);
  }
  return bytes;
}

function unsigned(number: number): Uint8Array {
  const digits = number.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  // A leading zero keeps a number whose top bit is set from being negative.
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

function der(tag: number, content: Uint8Array): Uint8Array {
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}
