import { expect } from 'chai';
import fc from 'fast-check';
import { generateKeyPairSync, verify } from 'node:crypto';
import { signLowS } from './signLowS.js';

const halfOrder = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

describe('signLowS', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

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
