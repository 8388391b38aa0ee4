import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { codeOf } from '../../test/codeOf.js';
import { flipped } from '../../test/flipped.js';
import { alarmCodeSchema, alarmSchema, ALARM_LENGTH, type Alarm } from '../schemas/alarms.js';
import type { DelegationTerms } from '../schemas/delegation.js';
import { agreementAnchor } from './agreementAnchor.js';
import { openAlarm, sealAlarm, sealNoAlarm } from './alarmSeal.js';
import { openDocument, sealDocument } from './documentSeal.js';
import { random16Hex } from './hash.js';
import { decodePadded, encodePadded } from './paddedMessage.js';
import { openRecordKey, sealRecordKey } from './recordKeySeal.js';
import { generateX25519 } from './x25519.js';

const domain = 'community/acequia';
const recipient = generateX25519();
const stranger = generateX25519();
const textSchema = z.strictObject({ text: z.string() });

describe('padded messages', () => {
  it('are of their size whatever they say, and come back (property)', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.integer({ min: 140, max: 300 }),
        (text, size) => {
          const bytes = encodePadded({ text }, size);
          expect(bytes).to.have.length(size);
          expect(decodePadded(textSchema, bytes)).to.deep.equal({ text });
        },
      ),
    );
  });

  it('refuse what is too long, by one byte', () => {
    const exact = 4 + '{"text":"abc"}'.length;
    expect(encodePadded({ text: 'abc' }, exact)).to.have.length(exact);
    expect(codeOf(() => encodePadded({ text: 'abcd' }, exact))).to.equal('MESSAGE_TOO_LONG');
  });

  it('are not read with a wrong length, anything in the padding, or of another schema', () => {
    const bytes = encodePadded({ text: 'abc' }, 40);
    const changed = (at: number, value: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(value, at);
      return copy;
    };
    const broken = [changed(0, 0xff), changed(3, 37), changed(3, 3), changed(39, 1), changed(4, 0x5b)];
    for (const wrong of [...broken, bytes.subarray(0, 3), bytes.subarray(0, 10), Buffer.alloc(40)]) {
      expect(codeOf(() => decodePadded(textSchema, wrong))).to.equal('MESSAGE_MALFORMED');
    }
    const other = z.strictObject({ text: z.int() });
    expect(codeOf(() => decodePadded(other, bytes))).to.equal('MESSAGE_MALFORMED');
  });
});

describe('sealed documents', () => {
  const place = { domain, purpose: 'finding D-1' };
  const sealed = sealDocument({ text: 'words' }, 100, recipient.publicKey, place);

  it('open for their recipient, 48 bytes longer than their size', () => {
    expect(sealed).to.have.length(148);
    expect(openDocument(textSchema, sealed, recipient.privateKey, place)).to.deep.equal({ text: 'words' });
  });

  it('open for nobody else, for no other purpose, nowhere else and not when altered (property)', () => {
    const open = (bytes: Uint8Array, key = recipient.privateKey, at = place): string | undefined =>
      codeOf(() => openDocument(textSchema, bytes, key, at));
    expect(open(sealed, stranger.privateKey)).to.equal('SEAL_BROKEN');
    expect(open(sealed, recipient.privateKey, { ...place, purpose: 'finding D-2' })).to.equal('SEAL_BROKEN');
    expect(open(sealed, recipient.privateKey, { ...place, domain: 'other/acequia' })).to.equal('SEAL_BROKEN');
    fc.assert(
      fc.property(fc.nat(147), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        expect(open(flipped(sealed, at, bits))).to.equal('SEAL_BROKEN');
      }),
    );
  });
});

describe('sealed alarms', () => {
  const batchId = random16Hex();
  const alarm: Alarm = {
    version: 1,
    alarmId: random16Hex(),
    homeId: 'SH1',
    code: 'LEAK_SUSPECTED',
    state: 'raised',
    resource: 'water',
    at: 1_472_688_000,
    sentAt: 1_472_688_000,
    count: 1,
    value: 6,
  };
  const longest: Alarm = {
    ...alarm,
    homeId: 'SH999',
    code: 'POWER_ABOVE_MAXIMUM',
    resource: 'energy',
    at: 253_402_300_799,
    sentAt: 253_402_300_799,
    count: 9999,
    percent: 1_000_000,
    value: Number.MAX_SAFE_INTEGER,
    delegationId: random16Hex(),
  };

  it('open for their recipient', () => {
    for (const each of [alarm, longest]) {
      const sealed = sealAlarm(each, recipient.publicKey, domain, batchId);
      expect(openAlarm(sealed, recipient.privateKey, domain, batchId)).to.deep.equal(alarmSchema.parse(each));
    }
  });

  it('are all of one length, whatever they say and whether they are any', () => {
    const codes = alarmCodeSchema.options.map((code) => ({ ...alarm, code }));
    const sealed = [...codes, longest].map((each) => sealAlarm(each, recipient.publicKey, domain, batchId));
    for (const slot of [...sealed, sealNoAlarm()]) expect(slot).to.have.length(ALARM_LENGTH + 48);
  });

  it('open for nobody else, in no other batch and nowhere else; empty slots for nobody at all', () => {
    const sealed = sealAlarm(alarm, recipient.publicKey, domain, batchId);
    const attempts = [
      () => openAlarm(sealed, stranger.privateKey, domain, batchId),
      () => openAlarm(sealed, recipient.privateKey, domain, random16Hex()),
      () => openAlarm(sealed, recipient.privateKey, 'other/acequia', batchId),
      () => openAlarm(sealNoAlarm(), recipient.privateKey, domain, batchId),
      () => openAlarm(flipped(sealed, 100), recipient.privateKey, domain, batchId),
    ];
    for (const attempt of attempts) expect(codeOf(attempt)).to.equal('SEAL_BROKEN');
  });
});

describe('sealed record keys', () => {
  it('open for whom, what and where they were disclosed, alone', () => {
    const dek = Buffer.alloc(32, 5);
    const place = { domain, deviceId: 'meter-1', sequence: 3, purpose: 'complaint' };
    const sealed = sealRecordKey(dek, recipient.publicKey, place);
    expect(sealed).to.have.length(80);
    expect(openRecordKey(sealed, recipient.privateKey, place)).to.deep.equal(dek);
    const changes = [
      { domain: 'other/acequia' },
      { deviceId: 'meter-2' },
      { sequence: 4 },
      { purpose: 'D-0123456789abcdef' },
    ];
    for (const change of changes) {
      const code = codeOf(() => openRecordKey(sealed, recipient.privateKey, { ...place, ...change }));
      expect(code).to.equal('SEAL_BROKEN');
    }
    expect(codeOf(() => openRecordKey(sealed, stranger.privateKey, place))).to.equal('SEAL_BROKEN');
  });

  it('are of 32 bytes: HMAC would take one with zeros behind it for the same', () => {
    const padded = Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(1)]);
    const place = { domain, deviceId: 'sh1-energy', sequence: 7, purpose: 'complaint' };
    const sealed = sealRecordKey(padded, recipient.publicKey, place);
    expect(codeOf(() => openRecordKey(sealed, recipient.privateKey, place))).to.equal('SEAL_BROKEN');
  });
});

describe('agreementAnchor', () => {
  const terms: DelegationTerms = {
    version: 1,
    delegationId: random16Hex(),
    delegator: 'SH1',
    delegatee: 'SH2',
    start: 1_472_688_000,
    end: 1_472_860_800,
    purpose: 'absence',
    words: '',
    granularity: 'intervals',
    feePerEpoch: '25',
    copyAlarms: false,
    salt: random16Hex(),
  };

  it('is 32 bytes that change with the terms and with each side’s salt', () => {
    const salt = random16Hex();
    const anchors = [
      agreementAnchor(terms, salt),
      agreementAnchor(terms, random16Hex()),
      agreementAnchor({ ...terms, feePerEpoch: '26' }, salt),
    ];
    for (const anchor of anchors) expect(anchor).to.match(/^[0-9a-f]{64}$/);
    expect(new Set(anchors).size).to.equal(3);
    expect(agreementAnchor({ ...terms }, salt)).to.equal(anchors[0]);
  });
});
