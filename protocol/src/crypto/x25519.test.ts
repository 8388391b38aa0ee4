import { x25519 as other } from '@noble/curves/ed25519.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { hex } from '../../test/crypto/hex.js';
import { codeOf } from '../../test/codeOf.js';
import {
  generateX25519,
  x25519,
  x25519PrivateBytes,
  x25519PrivateKey,
  x25519PublicBytes,
  x25519PublicKey,
} from './x25519.js';

const secret = (scalar: Uint8Array, point: Uint8Array): Buffer => x25519(x25519PrivateKey(scalar), point);

/** All encodings of points of low order: C2SP/wycheproof, testvectors_v1/x25519_test.json at 085c118977b3, tests 63 to 86. */
const LOW_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
];
/** Other points in an encoding that is not their canonical one: the same file, tests 87 to 89, and RFC 7748 §5.2, second vector. */
const NOT_CANONICAL = [
  'efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'f1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
];

describe('X25519', () => {
  it('gives the values of RFC 7748 §5.2 and §6.1', () => {
    const scalar = hex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4');
    const point = hex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c');
    expect(secret(scalar, point).toString('hex')).to.equal(
      'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
    );
    const alice = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a');
    const bob = hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
    const alicePublic = x25519PublicBytes(x25519PrivateKey(alice));
    const bobPublic = x25519PublicBytes(x25519PrivateKey(bob));
    expect(alicePublic.toString('hex')).to.equal(
      '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    );
    expect(bobPublic.toString('hex')).to.equal(
      'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    );
    const shared = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';
    expect(secret(alice, bobPublic).toString('hex')).to.equal(shared);
    expect(secret(bob, alicePublic).toString('hex')).to.equal(shared);
  });

  it('gives the value of RFC 7748 §5.2 after 1 and after 1,000 iterations', () => {
    let scalar: Buffer = Buffer.concat([Buffer.of(9), Buffer.alloc(31)]);
    let point = scalar;
    const after: string[] = [];
    for (let round = 1; round <= 1000; round += 1) {
      const next = secret(scalar, point);
      point = scalar;
      scalar = next;
      if (round === 1 || round === 1000) after.push(scalar.toString('hex'));
    }
    expect(after).to.deep.equal([
      '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079',
      '684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51',
    ]);
  });

  it('takes no point of low order, in whatever encoding', () => {
    for (const point of LOW_ORDER) {
      expect(
        codeOf(() => x25519PublicKey(hex(point))),
        point,
      ).to.equal('SEALING_KEY_INVALID');
    }
  });

  it('takes a point in its canonical encoding alone, and nothing of another length', () => {
    for (const point of NOT_CANONICAL) {
      expect(codeOf(() => x25519(generateX25519().privateKey, hex(point)))).to.equal('SEALING_KEY_INVALID');
      expect(
        codeOf(() => x25519PublicKey(hex(point))),
        point,
      ).to.equal('SEALING_KEY_INVALID');
    }
    for (const length of [0, 31, 33]) {
      expect(codeOf(() => x25519PublicKey(Buffer.alloc(length, 9)))).to.equal('SEALING_KEY_INVALID');
      expect(codeOf(() => x25519PrivateKey(Buffer.alloc(length, 9)))).to.equal('SEALING_KEY_INVALID');
    }
  });

  it('agrees with another implementation (property)', () => {
    const scalars = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(scalars, (scalar) => {
        const { privateKey, publicKey } = generateX25519();
        expect(secret(scalar, publicKey)).to.deep.equal(
          Buffer.from(other.getSharedSecret(scalar, publicKey)),
        );
        const bytes = x25519PrivateBytes(privateKey);
        expect(publicKey).to.deep.equal(Buffer.from(other.getPublicKey(bytes)));
        expect(x25519PublicBytes(x25519PublicKey(publicKey))).to.deep.equal(publicKey);
        expect(x25519PrivateBytes(x25519PrivateKey(scalar))).to.deep.equal(Buffer.from(scalar));
      }),
      { numRuns: 30 },
    );
  });
});
