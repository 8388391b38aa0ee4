import { gcm } from '@noble/ciphers/aes.js';
import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { recordHeaders } from '../../test/crypto/recordHeaders.js';
import { codeOf } from '../../test/codeOf.js';
import { flipped } from '../../test/flipped.js';
import {
  decodeRecordHeader,
  deviceTag,
  encodeRecordHeader,
  RECORD_HEADER_LENGTH,
  type RecordHeader,
} from './recordHeader.js';
import {
  openRecord,
  openRecordWithDek,
  parseRecord,
  RECORD_OVERHEAD,
  recordCommitment,
  recordKey,
  sealingDomain,
  sealRecord,
} from './sealedRecord.js';

const domain = sealingDomain({ channel: 'community', chaincode: 'acequia' });
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
const contents = fc.uint8Array({ maxLength: 200 });
const HEADER: RecordHeader = {
  dataset: 'essential',
  homeId: 'SH12',
  deviceTag: deviceTag('meter-1'),
  epoch: 7,
  sequence: 258,
  start: 1_472_688_000,
  end: 1_472_709_600,
  salt: '000102030405060708090a0b0c0d0e0f',
};

describe('record headers', () => {
  it('are 58 bytes in the documented order', () => {
    const tag = Buffer.from(sha256(Buffer.from('acequia device\nmeter-1'))).toString('hex', 0, 8);
    expect(encodeRecordHeader(HEADER).toString('hex')).to.equal(
      [
        '414351', // ACQ
        '01',
        '01',
        '5348313200', // SH12
        tag,
        '000000000007',
        '000000000102',
        (1_472_688_000).toString(16).padStart(12, '0'),
        (1_472_709_600).toString(16).padStart(12, '0'),
        '000102030405060708090a0b0c0d0e0f',
      ].join(''),
    );
  });

  it('come back as they went in, and in one form only (property)', () => {
    fc.assert(
      fc.property(recordHeaders, contents, (header, rest) => {
        const bytes = encodeRecordHeader(header);
        expect(bytes).to.have.length(RECORD_HEADER_LENGTH);
        expect(decodeRecordHeader(Buffer.concat([bytes, rest]))).to.deep.equal(header);
      }),
    );
  });

  it('encode to the same bytes again whenever they are read at all (property)', () => {
    fc.assert(
      fc.property(recordHeaders, fc.nat(), fc.nat(255), (header, at, bits) => {
        const bytes = flipped(encodeRecordHeader(header), at, bits);
        const code = codeOf(() => expect(encodeRecordHeader(decodeRecordHeader(bytes))).to.deep.equal(bytes));
        expect(code).to.be.oneOf([undefined, 'RECORD_MALFORMED']);
      }),
      { numRuns: 500 },
    );
  });

  it('refuse what does not fit', () => {
    const changes: Partial<RecordHeader>[] = [
      { homeId: 'SH0' },
      { homeId: 'SH1000' },
      { homeId: 'SH1\0' },
      { homeId: '' },
      { deviceTag: 'ab' },
      { salt: '' },
      { epoch: -1 },
      { sequence: 1.5 },
      { start: 2 ** 48 },
      { end: Number.NaN },
    ];
    for (const change of changes) {
      const code = codeOf(() => encodeRecordHeader({ ...HEADER, ...change }));
      expect(code, JSON.stringify(change)).to.equal('RECORD_MALFORMED');
    }
    const bytes = encodeRecordHeader(HEADER);
    for (const [at, value] of [
      [0, 0],
      [3, 2],
      [4, 0],
      [4, 4],
      [5, 0x41],
      [9, 0x41],
      [7, 0],
    ] as const) {
      const broken = Buffer.from(bytes);
      broken.writeUInt8(value, at);
      expect(
        codeOf(() => decodeRecordHeader(broken)),
        String(at),
      ).to.equal('RECORD_MALFORMED');
    }
    expect(codeOf(() => decodeRecordHeader(bytes.subarray(0, -1)))).to.equal('RECORD_MALFORMED');
  });
});

describe('sealed records', () => {
  it('are what another implementation makes of the documented format (property)', () => {
    fc.assert(
      fc.property(keys, recordHeaders, contents, (key, header, content) => {
        const sealed = sealRecord(key, header, domain, content);
        expect(sealed).to.deep.equal(nobleSealRecord(key, encodeRecordHeader(header), content));
        expect(sealed).to.have.length(content.length + RECORD_OVERHEAD);
        expect(RECORD_OVERHEAD).to.equal(106);
        expect(openRecord(key, sealed, domain)).to.deep.equal(Buffer.from(content));
      }),
      { numRuns: 50 },
    );
  });

  it('open with their own key too, which tells nothing of the others', () => {
    const key = randomBytes(32);
    const first = sealRecord(key, HEADER, domain, Buffer.from('one'));
    const second = sealRecord(key, { ...HEADER, salt: 'f'.repeat(32) }, domain, Buffer.from('one'));
    const dek = recordKey(key, parseRecord(first).headerBytes);
    expect(openRecordWithDek(dek, first, domain).toString()).to.equal('one');
    expect(recordCommitment(dek, parseRecord(first).headerBytes)).to.deep.equal(
      parseRecord(first).commitment,
    );
    expect(codeOf(() => openRecordWithDek(dek, second, domain))).to.equal('COMMITMENT_WRONG');
    expect(first.subarray(-19)).to.not.deep.equal(second.subarray(-19));
  });

  it('do not open with another key, of another epoch or home, or elsewhere', () => {
    const key = randomBytes(32);
    const sealed = sealRecord(key, HEADER, domain, Buffer.from('one'));
    expect(codeOf(() => openRecord(randomBytes(32), sealed, domain))).to.equal('COMMITMENT_WRONG');
    for (const other of ['community2/acequia', 'community/acequia2', '']) {
      expect(codeOf(() => openRecord(key, sealed, other))).to.equal('SEAL_BROKEN');
    }
    const changes: Partial<RecordHeader>[] = [
      { epoch: 8 },
      { homeId: 'SH1' },
      { sequence: 259 },
      { start: 0 },
      { end: 0 },
      { dataset: 'extended' },
      { deviceTag: deviceTag('meter-2') },
      { salt: '0'.repeat(32) },
    ];
    for (const change of changes) {
      const moved = Buffer.concat([
        encodeRecordHeader({ ...HEADER, ...change }),
        sealed.subarray(RECORD_HEADER_LENGTH),
      ]);
      expect(
        codeOf(() => openRecord(key, moved, domain)),
        JSON.stringify(change),
      ).to.equal('COMMITMENT_WRONG');
    }
  });

  it('do not open when any byte is changed: which fault it is depends on where (property)', () => {
    fc.assert(
      fc.property(keys, recordHeaders, contents, fc.nat(), fc.nat(255), (key, header, content, at, bits) => {
        const sealed = sealRecord(key, header, domain, content);
        const index = at % sealed.length;
        const code = codeOf(() => openRecord(key, flipped(sealed, index, bits), domain));
        const inHeader = ['RECORD_MALFORMED', 'COMMITMENT_WRONG'];
        const behind = index < RECORD_HEADER_LENGTH + 32 ? ['COMMITMENT_WRONG'] : ['SEAL_BROKEN'];
        expect(code).to.be.oneOf(index < RECORD_HEADER_LENGTH ? inHeader : behind);
      }),
      { numRuns: 300 },
    );
  });

  it('do not open when cut or lengthened', () => {
    const key = randomBytes(32);
    const sealed = sealRecord(key, HEADER, domain, Buffer.from('one'));
    for (let length = 0; length < sealed.length; length += 1) {
      const code = codeOf(() => openRecord(key, sealed.subarray(0, length), domain));
      expect(code).to.equal(length < RECORD_OVERHEAD ? 'RECORD_MALFORMED' : 'SEAL_BROKEN');
    }
    const longer = Buffer.concat([sealed, Buffer.of(0)]);
    expect(codeOf(() => openRecord(key, longer, domain))).to.equal('SEAL_BROKEN');
  });

  it('open from within a larger buffer as well', () => {
    const key = randomBytes(32);
    const sealed = sealRecord(key, HEADER, domain, Buffer.from('one'));
    const inside = new Uint8Array(Buffer.concat([randomBytes(9), sealed, randomBytes(9)]).buffer, 0);
    const start = Buffer.from(inside).indexOf(sealed);
    const view = inside.subarray(start, start + sealed.length);
    expect(openRecord(key, view, domain).toString()).to.equal('one');
  });
});

function nobleSealRecord(key: Uint8Array, header: Uint8Array, content: Uint8Array): Buffer {
  const dek = hmac(sha256, key, Buffer.concat([Buffer.from('acequia record key v1\n'), header]));
  const label = Buffer.concat([Buffer.from('acequia record commitment v1\n'), header]);
  const commitment = expand(sha256, dek, label, 32);
  const aead = expand(sha256, dek, Buffer.from('acequia record aead v1\n'), 32);
  const aad = Buffer.concat([header, Buffer.from('community/acequia')]);
  const sealed = gcm(aead, new Uint8Array(12), aad).encrypt(content);
  return Buffer.concat([header, commitment, sealed]);
}
