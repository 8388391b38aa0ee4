import { expect } from 'chai';
import { common } from '@hyperledger/fabric-protos';
import { blockDataHash } from './blockDataHash.js';
import { blockHeaderBytes } from './blockHeaderBytes.js';
import { blockHeaderHash } from './blockHeaderHash.js';

function header(number: number, previousHash: Uint8Array, dataHash: Uint8Array): common.BlockHeader {
  const message = new common.BlockHeader();
  message.setNumber(number);
  message.setPreviousHash(previousHash);
  message.setDataHash(dataHash);
  return message;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('block hashes', () => {
  const ones = Buffer.alloc(32, 1);
  const twos = Buffer.alloc(32, 2);

  it('encodes a header in DER', () => {
    expect(hex(blockHeaderBytes(header(0, new Uint8Array(), new Uint8Array())))).to.equal(
      '30070201000400' + '0400',
    );
    expect(hex(blockHeaderBytes(header(128, ones, twos)))).to.equal(
      `304802020080` + `0420${hex(ones)}` + `0420${hex(twos)}`,
    );
    const long = Buffer.alloc(64, 3);
    expect(hex(blockHeaderBytes(header(1, long, long)))).to.equal(
      `308187020101` + `0440${hex(long)}` + `0440${hex(long)}`,
    );
  });

  it('encodes the largest number that JavaScript counts to', () => {
    expect(hex(blockHeaderBytes(header(Number.MAX_SAFE_INTEGER, ones, twos))).slice(0, 22)).to.equal(
      '304d02071fffffffffffff',
    );
  });

  it('refuses a hash that is none', () => {
    expect(() => blockHeaderBytes(header(1, Buffer.alloc(65), twos))).to.throw(
      RangeError,
      "a block header's hash has 65 bytes, more than 64",
    );
  });

  it('hashes header and data', () => {
    expect(hex(blockHeaderHash(header(0, new Uint8Array(), new Uint8Array())))).to.equal(
      '1d1c288c6851505be0b47a0f8e7dfb91ab2abe6ad71cef63a3791d14588d1d0e',
    );
    const data = new common.BlockData();
    data.setDataList([Buffer.from('ab'), Buffer.from('c')]);
    // SHA-256 of "abc", FIPS 180-2.
    expect(hex(blockDataHash(data))).to.equal(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
