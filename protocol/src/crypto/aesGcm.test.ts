import { gcm } from '@noble/ciphers/aes.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { hex } from '../../test/crypto/hex.js';
import { codeOf } from '../../test/codeOf.js';
import { flipped } from '../../test/flipped.js';
import { aesGcmOpen, aesGcmSeal } from './aesGcm.js';

const FEFF = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308';
const PLAIN =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525' +
  'b16aedf5aa0de657ba637b391aafd255';
const CIPHER =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838' +
  'c5f61e6393ba7a0abcc9f662898015ad';

/** AES-256 of McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 to 16; key, nonce, AAD, plaintext, ciphertext, tag. */
const specified = [
  ['0'.repeat(64), '0'.repeat(24), '', '', '', '530f8afbc74536b9a963b4f1c4cb738b'],
  [
    '0'.repeat(64),
    '0'.repeat(24),
    '',
    '0'.repeat(32),
    'cea7403d4d606b6e074ec5d3baf39d18',
    'd0d1c8a799996bf0265b98b5d48ab919',
  ],
  [FEFF, 'cafebabefacedbaddecaf888', '', PLAIN, CIPHER, 'b094dac5d93471bdec1a502270e3cc6c'],
  [
    FEFF,
    'cafebabefacedbaddecaf888',
    'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    PLAIN.slice(0, 120),
    CIPHER.slice(0, 120),
    '76fc6ece0f4e1768cddf8853bb2d551b',
  ],
] as const;

/** C2SP/wycheproof, testvectors_v1/aes_gcm_test.json at 6fc4a87a4c4e, tests 91, 92, 94, 97, 101 and 103. */
const wycheproof = [
  [
    '92ace3e348cd821092cd921aa3546374299ab46209691bc28b8752d17f123c20',
    '00112233445566778899aabb',
    '00000000ffffffff',
    '00010203040506070809',
    'e27abdd2d2a53d2f136b',
    '9a4a2579529301bcfb71c78d4060f52c',
  ],
  [
    '29d3a44f8723dc640239100c365423a312934ac80239212ac3df3421a2098123',
    '00112233445566778899aabb',
    'aabbccddeeff',
    '',
    '',
    '2a7d77fa526b8250cb296078926b5020',
  ],
  [
    'cc56b680552eb75008f5484b4cb803fa5063ebd6eab91f6ab6aef4916a766273',
    '99e23ec48985bccdeeab60f1',
    '',
    '2a',
    '06',
    '633c1e9703ef744ffffb40edf9d14355',
  ],
  [
    '59d4eafb4de0cfc7d3db99a8f54b15d7b39f0acc8da69763b019c1699f87674a',
    '2fcb1b38a99e71b84740ad9b',
    '',
    '549b365af913f3b081131ccb6b825588',
    'f58c16690122d75356907fd96b570fca',
    '28752c20153092818faba2a334640d6e',
  ],
  [
    'cdccfe3f46d782ef47df4e72f0c02d9c7f774def970d23486f11a57f54247f17',
    '376187894605a8d45e30de51',
    '956846a209e087ed',
    'e28e0e9f9d22463ac0e42639b530f42102fded75',
    'feca44952447015b5df1f456df8ca4bb4eee2ce2',
    '082e91924deeb77880e1b1c84f9b8d30',
  ],
  [
    'ff0089ee870a4a39f645b0a5da774f7a5911e9696fc9cad646452c2aa8595a12',
    'bc2a7757d0ce2d8b1f14ccd9',
    '972ab4e06390caae8f99dd6e2187be6c7ff2c08a24be16ef',
    '748b28031621d95ee61812b4b4f47d04c6fc2ff3',
    'a929ee7e67c7a2f91bbcec6389a3caf43ab49305',
    'ebec6774b955e789591c822dab739e12',
  ],
] as const;

describe('AES-256-GCM', () => {
  for (const [name, vectors] of Object.entries({ specified, wycheproof })) {
    it(`gives the published values (${name})`, () => {
      for (const [key, nonce, aad, plain, cipher, tag] of vectors) {
        const sealed = aesGcmSeal(hex(key), hex(nonce), hex(aad), hex(plain));
        expect(sealed.toString('hex')).to.equal(cipher + tag);
        expect(aesGcmOpen(hex(key), hex(nonce), hex(aad), sealed).toString('hex')).to.equal(plain);
      }
    });
  }

  const bytes = fc.uint8Array({ maxLength: 200 });
  const fixed = (length: number): fc.Arbitrary<Uint8Array> =>
    fc.uint8Array({ minLength: length, maxLength: length });

  it('agrees with another implementation, both ways (property)', () => {
    fc.assert(
      fc.property(fixed(32), fixed(12), bytes, bytes, (key, nonce, aad, plain) => {
        const sealed = aesGcmSeal(key, nonce, aad, plain);
        const other = gcm(key, nonce, aad);
        expect(sealed).to.deep.equal(Buffer.from(other.encrypt(plain)));
        expect(Buffer.from(other.decrypt(sealed))).to.deep.equal(Buffer.from(plain));
      }),
      { numRuns: 50 },
    );
  });

  it('opens nothing that was altered, cut, lengthened or sealed with another key, nonce or AAD (property)', () => {
    fc.assert(
      fc.property(fixed(32), fixed(12), fixed(9), bytes, fc.nat(), (key, nonce, aad, plain, at) => {
        const sealed = aesGcmSeal(key, nonce, aad, plain);
        const attempts = [
          () => aesGcmOpen(key, nonce, aad, flipped(sealed, at)),
          () => aesGcmOpen(key, nonce, aad, sealed.subarray(0, at % sealed.length)),
          () => aesGcmOpen(key, nonce, aad, Buffer.concat([sealed, Buffer.of(0)])),
          () => aesGcmOpen(flipped(key, at), nonce, aad, sealed),
          () => aesGcmOpen(key, flipped(nonce, at), aad, sealed),
          () => aesGcmOpen(key, nonce, flipped(aad, at), sealed),
        ];
        for (const attempt of attempts) expect(codeOf(attempt)).to.equal('SEAL_BROKEN');
      }),
    );
  });
});
