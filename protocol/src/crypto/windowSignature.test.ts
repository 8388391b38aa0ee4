import { createPrivateKey, createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { expect } from 'chai';
import { sha256Hex } from './hash.js';
import { keyHashOf, publicKeyBase64 } from './keyHash.js';
import { parseDeviceKey, signWindow, verifyWindow, type WindowSeal } from './windowSignature.js';

// The P-256 key of RFC 6979, appendix A.2.5.
const key = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'EC',
    crv: 'P-256',
    d: base64url('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'),
    x: base64url('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6'),
    y: base64url('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299'),
  },
});
const SPKI =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==';
const seal: WindowSeal = {
  channel: 'community',
  deviceId: 'meter-1',
  essential: Buffer.from('a sealed record'),
  extendedHash: 'ab'.repeat(32),
};
/** The documented message, written out. */
const MESSAGE = `acequia window v2\n{"channel":"community","deviceId":"meter-1","essentialHash":"${sha256Hex('a sealed record')}","extendedHash":"${'ab'.repeat(32)}"}`;

describe('window signatures', () => {
  it('accept what another implementation signed', () => {
    const secret = Buffer.from('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721', 'hex');
    const signature = p256.sign(Buffer.from(MESSAGE), secret, { lowS: false });
    expect(publicKeyBase64(key)).to.equal(SPKI);
    expect(verifyWindow(seal, Buffer.from(signature).toString('base64'), SPKI)).to.equal(true);
  });

  it('are 64 bytes that Web Crypto accepts over the documented message', async () => {
    const signature = Buffer.from(signWindow(seal, key), 'base64');
    expect(signature).to.have.length(64);
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const spki = Buffer.from(SPKI, 'base64');
    const publicKey = await webcrypto.subtle.importKey('spki', spki, algorithm, false, ['verify']);
    const hashed = { name: 'ECDSA', hash: 'SHA-256' };
    expect(await webcrypto.subtle.verify(hashed, publicKey, signature, Buffer.from(MESSAGE))).to.equal(true);
  });

  it('do not fit any other window', () => {
    const changes: Partial<WindowSeal>[] = [
      { channel: 'community2' },
      { deviceId: 'meter-2' },
      { essential: Buffer.from('a sealed recorD') },
      { essential: Buffer.alloc(0) },
      { extendedHash: 'ac'.repeat(32) },
    ];
    const signature = signWindow(seal, key);
    expect(verifyWindow(seal, signature, SPKI)).to.equal(true);
    for (const change of changes) {
      expect(verifyWindow({ ...seal, ...change }, signature, SPKI), Object.keys(change)[0]).to.equal(false);
    }
  });

  it('do not fit when altered, cut short or empty, or under another key', () => {
    const bytes = Buffer.from(signWindow(seal, key), 'base64');
    const altered = Buffer.from(bytes);
    altered.writeUInt8(altered.readUInt8(10) ^ 1, 10);
    for (const signature of [altered, bytes.subarray(0, 63), Buffer.alloc(64), Buffer.alloc(0)]) {
      expect(verifyWindow(seal, signature.toString('base64'), SPKI)).to.equal(false);
    }
    const other = publicKeyBase64(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    expect(verifyWindow(seal, bytes.toString('base64'), other)).to.equal(false);
  });
});

describe('parseDeviceKey', () => {
  it('reads P-256 keys', () => {
    expect(parseDeviceKey(SPKI).equals(createPublicKey(key))).to.equal(true);
  });

  it('refuses everything else', () => {
    const other = (curve: string): string =>
      publicKeyBase64(generateKeyPairSync('ec', { namedCurve: curve }).publicKey);
    const ed25519 = publicKeyBase64(generateKeyPairSync('ed25519').publicKey);
    for (const text of ['', 'AAAA', SPKI.slice(0, 40), other('secp256k1'), other('P-384'), ed25519]) {
      expect(() => parseDeviceKey(text))
        .to.throw()
        .with.property('code', 'DEVICE_KEY_INVALID');
    }
  });
});

describe('keyHashOf', () => {
  it('is the hash of the SPKI, for the public half', () => {
    expect(keyHashOf(createPublicKey(key))).to.equal(sha256Hex(Buffer.from(SPKI, 'base64')));
  });
});

function base64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url');
}
