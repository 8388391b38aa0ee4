import { CodedError } from '@acequia/protocol';

/** Reads a buffer from its start to its end, and refuses to read beyond. */
export class ByteReader {
  readonly #data: Uint8Array;
  #at = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  get done(): boolean {
    return this.#at >= this.#data.length;
  }

  /** @throws CodedError BYTES_CUT_SHORT when fewer are left. */
  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#data.length) {
      throw new CodedError('BYTES_CUT_SHORT', 'the data ends within a field');
    }
    const bytes = this.#data.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }

  /** @throws CodedError BYTES_CUT_SHORT at the end. */
  byte(): number {
    return this.bytes(1)[0] ?? 0;
  }

  /** An unsigned integer of 1 to 6 bytes, the least significant first. */
  littleEndian(length: number): number {
    return this.bytes(length).reduceRight((value, byte) => value * 256 + byte, 0);
  }

  /** A base-128 varint of at most 53 bits. */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
}
