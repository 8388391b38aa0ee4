import { hkdf, extract, expand } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { hex } from '../../test/crypto/hex.js';
import { hkdfExpand, hkdfExtract } from './hkdf.js';

const counting = (from: number, length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, index) => from + index));

/** RFC 5869, appendix A, the cases of SHA-256. */
const vectors = [
  {
    inputKey: Buffer.alloc(22, 0x0b),
    salt: counting(0, 13),
    info: counting(0xf0, 10),
    prk: '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
    okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  {
    inputKey: counting(0, 80),
    salt: counting(0x60, 80),
    info: counting(0xb0, 80),
    prk: '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244',
    okm:
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09' +
      'da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
  },
  {
    inputKey: Buffer.alloc(22, 0x0b),
    salt: Buffer.alloc(0),
    info: Buffer.alloc(0),
    prk: '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
    okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
];

describe('HKDF-SHA256', () => {
  it('gives the values of RFC 5869, appendix A.1 to A.3', () => {
    for (const { inputKey, salt, info, prk, okm } of vectors) {
      const key = hkdfExtract(salt, inputKey);
      expect(key.toString('hex')).to.equal(prk);
      expect(hkdfExpand(key, info, hex(okm).length).toString('hex')).to.equal(okm);
    }
  });

  it('agrees with another implementation (property)', () => {
    const bytes = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.integer({ min: 1, max: 255 * 32 }), (key, salt, info, length) => {
        const prk = hkdfExtract(salt, key);
        expect(prk).to.deep.equal(Buffer.from(extract(sha256, key, salt)));
        const okm = hkdfExpand(prk, info, length);
        expect(okm).to.deep.equal(Buffer.from(expand(sha256, prk, info, length)));
        expect(okm).to.deep.equal(Buffer.from(hkdf(sha256, key, salt, info, length)));
      }),
      { numRuns: 50 },
    );
  });
});
