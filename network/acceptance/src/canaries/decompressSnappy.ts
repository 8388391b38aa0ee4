import { CodedError } from '@acequia/protocol';
import { ByteReader } from './ByteReader.js';

/**
 * Decompresses one block in Snappy's raw format (google/snappy, format_description.txt), as LevelDB's tables hold it.
 *
 * @throws CodedError SNAPPY_CORRUPT when the block is cut short, points before its start, or has another length than it says.
 */
export function decompressSnappy(block: Uint8Array): Uint8Array {
  const input = new ByteReader(block);
  const output = new Uint8Array(input.varint());
  let written = 0;
  while (!input.done) {
    const tag = input.byte();
    if ((tag & 3) === 0) {
      const literal = input.bytes(literalLength(tag, input));
      if (written + literal.length > output.length) throw corrupt('longer than it says');
      output.set(literal, written);
      written += literal.length;
    } else {
      const { length, offset } = copy(tag, input);
      if (offset === 0 || offset > written) throw corrupt('a copy from before the start');
      if (written + length > output.length) throw corrupt('longer than it says');
      // Byte by byte: a copy may overlap what it writes, which repeats a pattern.
      for (let index = 0; index < length; index++, written++) output[written] = output[written - offset] ?? 0;
    }
  }
  if (written !== output.length) throw corrupt('shorter than it says');
  return output;
}

function literalLength(tag: number, input: ByteReader): number {
  const short = tag >> 2;
  return (short < 60 ? short : input.littleEndian(short - 59)) + 1;
}

function copy(tag: number, input: ByteReader): { length: number; offset: number } {
  if ((tag & 3) === 1) {
    return { length: ((tag >> 2) & 7) + 4, offset: ((tag >> 5) << 8) | input.byte() };
  }
  return { length: (tag >> 2) + 1, offset: input.littleEndian((tag & 3) === 2 ? 2 : 4) };
}

function corrupt(what: string): CodedError {
  return new CodedError('SNAPPY_CORRUPT', `a Snappy block is broken: ${what}`);
}
