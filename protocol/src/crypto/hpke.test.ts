import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { hex } from '../../test/crypto/hex.js';
import { nobleHpkeSeal } from '../../test/crypto/nobleHpkeSeal.js';
import { codeOf } from '../../test/codeOf.js';
import { flipped } from '../../test/flipped.js';
import { HPKE_OVERHEAD, hpkeOpen, hpkeSeal } from './hpke.js';
import { generateX25519, x25519PrivateBytes, x25519PrivateKey, x25519PublicBytes } from './x25519.js';

/**
 * RFC 9180's own vectors (cfrg/draft-irtf-cfrg-hpke, test-vectors.json): mode 0, kem 32, kdf 1, aead 2, the first encryption. The
 * RFC's appendix prints this KEM with other AEADs alone.
 */
const vector = {
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  ephemeral: hex('179d4b53b6365c45b600c4163b61d95cbc2f4d9e36f1695558dce265ab8bab11'),
  recipient: hex('497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d'),
  recipientPublic: hex('430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c'),
  encapsulated: hex('6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256'),
  aad: hex('436f756e742d30'),
  plaintext: hex('4265617574792069732074727574682c20747275746820626561757479'),
  ciphertext: hex(
    'e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a',
  ),
};
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const bytes = fc.uint8Array({ maxLength: 120 });

describe('HPKE', () => {
  it('gives the value of RFC 9180’s vectors for this suite', () => {
    const privateKey = x25519PrivateKey(vector.ephemeral);
    const ephemeral = { privateKey, publicKey: x25519PublicBytes(privateKey) };
    const { info, aad, plaintext } = vector;
    const expected = Buffer.concat([vector.encapsulated, vector.ciphertext]);
    expect(hpkeSeal(vector.recipientPublic, { info, aad }, plaintext, ephemeral)).to.deep.equal(expected);
    expect(hpkeOpen(x25519PrivateKey(vector.recipient), { info, aad }, expected)).to.deep.equal(plaintext);
    expect(nobleHpkeSeal(vector.recipientPublic, vector, plaintext, vector.ephemeral)).to.deep.equal(
      expected,
    );
  });

  it('opens what @hpke/core seals, and the other way round (property)', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (info, aad, plaintext) => {
        const pair = generateX25519();
        const recipientPublicKey: unknown = await suite.kem.deserializePublicKey(arrayBuffer(pair.publicKey));
        const theirs = await suite.seal(
          { recipientPublicKey, info: arrayBuffer(info) },
          arrayBuffer(plaintext),
          arrayBuffer(aad),
        );
        const sealed = Buffer.concat([Buffer.from(theirs.enc), Buffer.from(theirs.ct)]);
        expect(hpkeOpen(pair.privateKey, { info, aad }, sealed)).to.deep.equal(Buffer.from(plaintext));

        const ours = hpkeSeal(pair.publicKey, { info, aad }, plaintext);
        const raw = arrayBuffer(x25519PrivateBytes(pair.privateKey));
        const recipientKey: unknown = await suite.kem.deserializePrivateKey(raw);
        const opened = await suite.open(
          { recipientKey, enc: arrayBuffer(ours.subarray(0, 32)), info: arrayBuffer(info) },
          arrayBuffer(ours.subarray(32)),
          arrayBuffer(aad),
        );
        expect(Buffer.from(opened)).to.deep.equal(Buffer.from(plaintext));
      }),
      { numRuns: 25 },
    );
  });

  it('agrees byte for byte with one put together from noble (property)', () => {
    const scalars = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(scalars, bytes, bytes, bytes, (scalar, info, aad, plaintext) => {
        const { publicKey, privateKey } = generateX25519();
        const key = x25519PrivateKey(scalar);
        const ephemeral = { privateKey: key, publicKey: x25519PublicBytes(key) };
        const sealed = hpkeSeal(publicKey, { info, aad }, plaintext, ephemeral);
        expect(sealed).to.deep.equal(nobleHpkeSeal(publicKey, { info, aad }, plaintext, scalar));
        expect(sealed).to.have.length(plaintext.length + HPKE_OVERHEAD);
        expect(hpkeOpen(privateKey, { info, aad }, sealed)).to.deep.equal(Buffer.from(plaintext));
      }),
      { numRuns: 25 },
    );
  });

  it('opens nothing that was altered, cut, lengthened, bound elsewhere or for another (property)', () => {
    const { publicKey, privateKey } = generateX25519();
    const stranger = generateX25519().privateKey;
    const some = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(some, some, bytes, fc.nat(), fc.nat(255), (info, aad, plaintext, at, bits) => {
        const sealed = hpkeSeal(publicKey, { info, aad }, plaintext);
        const attempts = [
          () => hpkeOpen(privateKey, { info, aad }, flipped(sealed, at, bits)),
          () => hpkeOpen(privateKey, { info, aad }, sealed.subarray(0, at % sealed.length)),
          () => hpkeOpen(privateKey, { info, aad }, Buffer.concat([sealed, Buffer.of(bits)])),
          () => hpkeOpen(privateKey, { info: flipped(info, at, bits), aad }, sealed),
          () => hpkeOpen(privateKey, { info, aad: flipped(aad, at, bits) }, sealed),
          () => hpkeOpen(privateKey, { info }, sealed),
          () => hpkeOpen(stranger, { info, aad }, sealed),
        ];
        for (const attempt of attempts) expect(codeOf(attempt)).to.equal('SEAL_BROKEN');
      }),
      { numRuns: 60 },
    );
  });

  it('neither seals to nor opens with a point of low order', () => {
    const zero = Buffer.alloc(32);
    const info = Buffer.alloc(0);
    expect(codeOf(() => hpkeSeal(zero, { info }, zero))).to.equal('SEALING_KEY_INVALID');
    const sealed = Buffer.concat([zero, Buffer.alloc(48)]);
    expect(codeOf(() => hpkeOpen(generateX25519().privateKey, { info }, sealed))).to.equal('SEAL_BROKEN');
  });
});

function arrayBuffer(data: Uint8Array): ArrayBuffer {
  return new Uint8Array(data).buffer;
}
