import { expect } from 'chai';
import { decompressSnappy } from './decompressSnappy.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('decompressSnappy', () => {
  it('reads literals, and copies of each kind, overlapping ones included', () => {
    // 'abcd' literal, then one-byte-offset copy of 4 from 4 back, then two-byte-offset copy of 8 from 1 back.
    const block = hex('10 0c 61626364 01 04 1e 0100');
    expect(Buffer.from(decompressSnappy(block)).toString()).to.equal('abcdabcddddddddd');
  });

  it('reads the format description’s example of a repeated pattern', () => {
    // "xababab": a literal <xab> and a copy of 4 from 2 back.
    expect(Buffer.from(decompressSnappy(hex('07 08 786162 01 02'))).toString()).to.equal('xababab');
  });

  it('reads a literal whose length takes a byte of its own', () => {
    const literal = Buffer.alloc(100, 'z');
    const block = Buffer.concat([hex('64 f0 63'), literal]);
    expect(Buffer.from(decompressSnappy(block))).to.deep.equal(literal);
  });

  it('refuses a copy from before the start and a wrong length', () => {
    expect(() => decompressSnappy(hex('04 01 04'))).to.throw('SNAPPY_CORRUPT');
    expect(() => decompressSnappy(hex('05 00 61'))).to.throw('SNAPPY_CORRUPT');
    expect(() => decompressSnappy(hex('01 04 6162'))).to.throw('SNAPPY_CORRUPT');
    expect(() => decompressSnappy(hex('04 0c 61'))).to.throw('BYTES_CUT_SHORT');
  });
});
