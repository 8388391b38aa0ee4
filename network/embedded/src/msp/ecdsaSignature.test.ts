import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { isLowS, toLowS } from './ecdsaSignature.js';
import { highS } from '../../test/identities/highS.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('ecdsaSignature', () => {
  it('makes every signature low, and leaves it valid', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (message) => {
        const low = toLowS(sign('sha256', message, privateKey));
        expect(isLowS(low)).to.equal(true);
        expect(verify('sha256', message, publicKey, low)).to.equal(true);
        const high = highS(low);
        expect(verify('sha256', message, publicKey, high)).to.equal(true);
        expect(isLowS(high)).to.equal(false);
        expect(Buffer.from(toLowS(high)).equals(low)).to.equal(true);
      }),
      { numRuns: 50 },
    );
  });

  it('takes no bytes but those of a signature', () => {
    const signature = Buffer.from(toLowS(sign('sha256', Buffer.from('message'), privateKey)));
    const malformed: Record<string, Buffer> = {
      empty: Buffer.alloc(0),
      truncated: signature.subarray(0, -1),
      trailing: Buffer.concat([signature, Buffer.alloc(1)]),
      'r is 0': Buffer.from('3006020100020101', 'hex'),
      's is negative': Buffer.from('3006020101020180', 'hex'),
      's has a needless zero': Buffer.from('300702010102020001', 'hex'),
      's is absent': Buffer.from('3003020101', 'hex'),
      'three numbers': Buffer.from('3009020101020101020101', 'hex'),
      'no sequence': Buffer.from('3106020101020101', 'hex'),
      'long form of a short length': Buffer.from('308106020101020101', 'hex'),
      'length of five bytes': Buffer.from('30850000000006020101020101', 'hex'),
    };
    for (const [what, bytes] of Object.entries(malformed)) {
      expect(isLowS(bytes), what).to.equal(false);
      expect(() => toLowS(bytes), what).to.throw(RangeError, 'no ECDSA signature');
    }
    expect(isLowS(Buffer.from('3006020101020101', 'hex'))).to.equal(true);
  });

  it('knows half of the order to the bit', () => {
    const half = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8';
    const above = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9';
    expect(isLowS(Buffer.from(`30250201010220${half}`, 'hex'))).to.equal(true);
    expect(isLowS(Buffer.from(`30250201010220${above}`, 'hex'))).to.equal(false);
  });

  it('answers to any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => typeof isLowS(bytes) === 'boolean'));
  });
});
