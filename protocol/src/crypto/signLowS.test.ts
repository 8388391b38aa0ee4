import { p256 } from '@noble/curves/nist.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { generateKeyPairSync, verify } from 'node:crypto';
import { signLowS } from './signLowS.js';
import { parseDeviceKey } from './windowSignature.js';

const halfOrder = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

/** RFC 6979, appendix A.2.5: the key, and what it signed with SHA-256. */
const published = {
  key: parseDeviceKey(
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==',
  ),
  signatures: {
    sample:
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    test:
      'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367' +
      '019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083',
  },
};

describe('ECDSA P-256', () => {
  it('takes the signatures of RFC 6979, appendix A.2.5, each for its own message', () => {
    const key = { key: published.key, dsaEncoding: 'ieee-p1363' } as const;
    for (const [signed, signature] of Object.entries(published.signatures)) {
      for (const message of Object.keys(published.signatures)) {
        const isValid = verify('sha256', Buffer.from(message), key, Buffer.from(signature, 'hex'));
        expect(isValid).to.equal(message === signed);
      }
    }
  });
});

describe('signLowS', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it('signs so that an implementation that takes low s alone takes it', () => {
    const jwk = publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([
      Buffer.of(4),
      Buffer.from(jwk.x ?? '', 'base64url'),
      Buffer.from(jwk.y ?? '', 'base64url'),
    ]);
    for (let round = 0; round < 30; round += 1) {
      const message = Buffer.from(`message ${String(round)}`);
      const signature = signLowS(message, privateKey);
      expect(p256.verify(signature, message, point, { format: 'der', lowS: true })).to.equal(true);
    }
  });

  it('signs so that OpenSSL takes it, with a low s and the shortest numbers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (message) => {
        const signature = Buffer.from(signLowS(message, privateKey));
        expect(verify('sha256', message, publicKey, signature)).to.equal(true);
        expect(signature[1]).to.equal(signature.length - 2);
        const rLength = signature[3] ?? 0;
        const numbers = [signature.subarray(4, 4 + rLength), signature.subarray(6 + rLength)];
        for (const number of numbers) {
          const [first = 0, second = 0x80] = number;
          expect(first < 0x80 && (first !== 0 || second >= 0x80), number.toString('hex')).to.equal(true);
        }
        const s = BigInt(`0x${signature.toString('hex', 6 + rLength)}`);
        expect(s > 0n && s <= halfOrder).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});
