import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { codeOf } from '../../test/codeOf.js';
import { flipped } from '../../test/flipped.js';
import { extendedPayloads, windowPayloads } from '../../test/formats/payloads.js';
import { publicKeyBase64 } from '../crypto/keyHash.js';
import { signReadings, verifyReadings } from '../crypto/readingsSignature.js';
import { sha256Hex } from '../crypto/hash.js';
import type { WindowPayload } from '../schemas/readings.js';
import { decodeEssential, encodeEssential, encodeReadings, payloadHash } from './essential.js';
import { decodeExtended, encodeExtended } from './extended.js';

const PAYLOAD: WindowPayload = {
  version: 2,
  previousHash: 'ab'.repeat(32),
  intervals: [
    { start: 1, end: 2, quality: 'measured', from: 3, to: 8, amount: 5, meanW: 6, maxW: 7 },
    { start: 2, end: 3, quality: 'missing' },
    { start: 3, end: 4, quality: 'replaced', amount: -1 },
  ],
  signature: Buffer.alloc(64, 0xcd).toString('base64'),
};

describe('the essential dataset', () => {
  it('is encoded as documented', () => {
    const wide = (...numbers: number[]): string =>
      numbers.map((number) => number.toString(16).padStart(12, '0')).join('');
    expect(encodeEssential(PAYLOAD).toString('hex')).to.equal(
      [
        '02',
        'ab'.repeat(32),
        '0003',
        wide(1, 2) + '00' + '1f' + wide(3, 8, 5) + '00000006' + '00000007',
        wide(2, 3) + '04' + '00' + wide(0, 0, 0) + '00000000' + '00000000',
        wide(3, 4) + '01' + '04' + wide(0, 0) + 'f'.repeat(12) + '00000000' + '00000000',
        'cd'.repeat(64),
      ].join(''),
    );
    expect(payloadHash(PAYLOAD)).to.equal(sha256Hex(encodeEssential(PAYLOAD)));
  });

  it('comes back as it went in, and its length tells the number of intervals alone (property)', () => {
    fc.assert(
      fc.property(windowPayloads, (payload) => {
        const bytes = encodeEssential(payload);
        expect(bytes).to.have.length(35 + 40 * payload.intervals.length + 64);
        expect(decodeEssential(bytes)).to.deep.equal(payload);
        expect(bytes.subarray(0, -64)).to.deep.equal(encodeReadings(payload));
      }),
    );
  });

  it('is read in one form alone: whatever is read encodes to the same bytes again (property)', () => {
    fc.assert(
      fc.property(windowPayloads, fc.nat(), fc.nat(255), (payload, at, bits) => {
        const bytes = flipped(encodeEssential(payload), at, bits);
        const code = codeOf(() => expect(encodeEssential(decodeEssential(bytes))).to.deep.equal(bytes));
        expect(code).to.be.oneOf([undefined, 'CONTENT_MALFORMED']);
      }),
      { numRuns: 500 },
    );
  });

  it('is not read when cut, lengthened, of another version or with members that are absent and there', () => {
    const bytes = encodeEssential(PAYLOAD);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(codeOf(() => decodeEssential(bytes.subarray(0, length)))).to.equal('CONTENT_MALFORMED');
    }
    const changes: [number, number][] = [
      [0, 1],
      [34, 4],
      [35 + 12, 9],
      [35 + 13, 0x20],
      [35 + 13, 0x1e],
      [35 + 40 + 39, 1],
    ];
    for (const [at, value] of changes) {
      const broken = Buffer.from(bytes);
      broken.writeUInt8(value, at);
      expect(
        codeOf(() => decodeEssential(broken)),
        String(at),
      ).to.equal('CONTENT_MALFORMED');
    }
    expect(codeOf(() => decodeEssential(Buffer.concat([bytes, Buffer.of(0)])))).to.equal('CONTENT_MALFORMED');
  });
});

describe('the extended dataset', () => {
  it('comes back as it went in, and its length tells the number of intervals alone (property)', () => {
    fc.assert(
      fc.property(extendedPayloads, (payload) => {
        const bytes = encodeExtended(payload);
        expect(bytes).to.have.length(3 + 45 * payload.intervals.length);
        expect(decodeExtended(bytes)).to.deep.equal(payload);
      }),
    );
  });

  it('is read in one form alone (property)', () => {
    fc.assert(
      fc.property(extendedPayloads, fc.nat(), fc.nat(255), (payload, at, bits) => {
        const bytes = flipped(encodeExtended(payload), at, bits);
        const code = codeOf(() => expect(encodeExtended(decodeExtended(bytes))).to.deep.equal(bytes));
        expect(code).to.be.oneOf([undefined, 'CONTENT_MALFORMED']);
        expect(codeOf(() => decodeExtended(bytes.subarray(1)))).to.equal('CONTENT_MALFORMED');
        expect(codeOf(() => decodeExtended(bytes.subarray(0, -1)))).to.equal('CONTENT_MALFORMED');
      }),
      { numRuns: 300 },
    );
    for (const bytes of [Buffer.alloc(0), Buffer.of(1, 0, 0), Buffer.of(2, 0, 0)]) {
      expect(codeOf(() => decodeExtended(bytes))).to.equal('CONTENT_MALFORMED');
    }
  });
});

describe('the meter’s signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKeyBase64(publicKey);

  it('fits its device and readings alone (property)', () => {
    fc.assert(
      fc.property(windowPayloads, fc.nat(), (payload, at) => {
        const signature = signReadings('meter-1', payload, privateKey);
        const signed = { ...payload, signature };
        expect(verifyReadings('meter-1', signed, key)).to.equal(true);
        expect(verifyReadings('meter-2', signed, key)).to.equal(false);
        const previousHash = flipped(Buffer.from(payload.previousHash, 'hex'), at).toString('hex');
        expect(verifyReadings('meter-1', { ...signed, previousHash }, key)).to.equal(false);
        const [first, ...others] = payload.intervals;
        const intervals = [...(first === undefined ? [] : [{ ...first, start: first.start + 1 }]), ...others];
        expect(verifyReadings('meter-1', { ...signed, intervals }, key)).to.equal(false);
        const altered = flipped(Buffer.from(signature, 'base64'), at).toString('base64');
        expect(verifyReadings('meter-1', { ...signed, signature: altered }, key)).to.equal(false);
      }),
      { numRuns: 25 },
    );
  });
});
