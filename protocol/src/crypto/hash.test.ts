import { expect } from 'chai';
import { hashCanonical, random16Hex, sha256Hex } from './hash.js';

describe('sha256Hex', () => {
  it('gives the values of FIPS 180-4', () => {
    expect(sha256Hex('')).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('abc')).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex(Buffer.from('abc'))).to.equal(sha256Hex('abc'));
  });
});

describe('hashCanonical', () => {
  it('is the hash of the canonical text', () => {
    expect(hashCanonical({ b: 1, a: 'é' })).to.equal(sha256Hex('{"a":"é","b":1}'));
    expect(hashCanonical({ a: 'é', b: 1 })).to.equal(hashCanonical({ b: 1, a: 'é' }));
  });
});

describe('random16Hex', () => {
  it('is 16 bytes, new each time', () => {
    const ids = Array.from({ length: 100 }, random16Hex);
    expect(new Set(ids).size).to.equal(100);
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{32}$/);
  });
});
