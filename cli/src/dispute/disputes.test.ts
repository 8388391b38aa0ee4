import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CodedError,
  encodeEssential,
  encodeRecordHeader,
  generateX25519,
  random16Hex,
  recordHeaderOf,
  recordKey,
  sealRecord,
  sealRecordKey,
  sha256Hex,
  type DisclosureRecord,
  type WindowPayload,
  type WindowRecord,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { AuditorKeys } from './AuditorKeys.js';
import type { DisputeFacts } from './DisputeFacts.js';
import { openDisclosure } from './openDisclosure.js';
import { parseCorrection } from './parseCorrection.js';
import { parseSubject } from './parseSubject.js';
import { renderDispute } from './renderDispute.js';
import { renderDisputeList } from './renderDisputeList.js';
import { renderEvidence } from './renderEvidence.js';

const START = Date.parse('2016-09-16T00:00:00Z') / 1000;
const DOMAIN = 'community/acequia';
const disputeId = 'D-0123456789abcdef';
const setting = { timeZone: 'Europe/Madrid', currency: { code: 'EUR', minorDigits: 2 } };

const payload: WindowPayload = {
  version: 2,
  previousHash: '0'.repeat(64),
  intervals: [{ start: START, end: START + 3600, quality: 'measured', from: 1000, to: 1040, amount: 40 }],
  signature: Buffer.alloc(64, 7).toString('base64'),
};
const header = {
  version: 2,
  homeId: 'SH1',
  deviceId: 'sh1-water',
  epoch: 3,
  sequence: 12,
  start: START,
  end: START + 3600,
  salt: random16Hex(),
} as const;

describe('a dispute on the command line', () => {
  it('is about a bill or a window', () => {
    expect(parseSubject('B-2016-09-SH1')).to.deep.equal({ kind: 'bill', number: 'B-2016-09-SH1' });
    expect(parseSubject('sh1-water/12')).to.deep.equal({
      kind: 'window',
      deviceId: 'sh1-water',
      sequence: 12,
    });
    for (const text of ['', 'sh1-water/', 'sh1-water/0', 'sh1-water/x', 'sh1-water/1/2', '/1', 'a bill']) {
      expect(() => parseSubject(text), text).to.throw('SUBJECT_INVALID');
    }
  });

  it('takes corrections in euro, up or down', () => {
    expect(['0', '1.5', '-1.50', '-0', '12'].map((text) => parseCorrection(text, 2))).to.deep.equal([
      '0',
      '150',
      '-150',
      '0',
      '1200',
    ]);
    expect(() => parseCorrection('1.505', 2)).to.throw('MONEY_TOO_FINE');
    for (const text of ['', '--1', '1,5', '€1']) {
      expect(() => parseCorrection(text, 2), text).to.throw('CORRECTION_INVALID');
    }
  });

  it('is shown in words, with what was found', () => {
    const facts: DisputeFacts = {
      disputeId,
      homeId: 'SH1',
      subject: { kind: 'bill', number: 'B-2016-09-SH1' },
      openedBy: 'household',
      openedAt: START,
      status: 'closed',
      finding: { outcome: 'upheld', foundAt: START + 60, words: 'It was.', correctionMinor: '-150' },
      note: 'C-2016-09-SH1-1',
    };
    expect(renderDispute(facts, setting)).to.deep.equal([
      'Dispute D-0123456789abcdef: closed',
      'About bill B-2016-09-SH1 of SH1; opened by the home on 2016-09-16 02:00.',
      'The auditor found on 2016-09-16 02:01: the complaint is right.',
      "In the auditor's words: It was.",
      'The home gets €1.50 back.',
      'What follows from it is in C-2016-09-SH1-1: acequia bill show C-2016-09-SH1-1',
    ]);
    expect(renderDisputeList([facts], setting.timeZone)).to.deep.equal([
      'dispute             home  about               opened            state   found',
      'D-0123456789abcdef  SH1   bill B-2016-09-SH1  2016-09-16 02:00  closed  the complaint is right',
    ]);
    expect(renderDisputeList([], setting.timeZone)).to.deep.equal(['There is no dispute.']);
  });
});

describe('what is disclosed to an auditor', () => {
  const auditor = generateX25519();
  const key = Buffer.alloc(32, 9);
  const record = sealRecord(key, recordHeaderOf(header, 'essential'), DOMAIN, encodeEssential(payload));
  const dek = recordKey(key, encodeRecordHeader(recordHeaderOf(header, 'essential')));
  const window: WindowRecord = {
    header,
    commitment: record.toString('hex', 58, 90),
    essentialHash: sha256Hex(record),
    extendedHash: '0'.repeat(64),
    signature: payload.signature,
    submittedAt: START + 4000,
    revision: 0,
  };
  const disclosureOf = (sealed: Uint8Array, purpose = disputeId): DisclosureRecord => ({
    disputeId,
    deviceId: header.deviceId,
    sequence: header.sequence,
    revision: 0,
    auditorKeyVersion: 1,
    sealedDek: sealRecordKey(sealed, auditor.publicKey, { ...header, domain: DOMAIN, purpose }).toString(
      'base64',
    ),
    disclosedBy: 'household',
    disclosedAt: START + 5000,
  });
  const sight = { domain: DOMAIN, keys: [generateX25519().privateKey, auditor.privateKey] };

  it('opens with whichever of the keys it was sealed to, and is shown reading by reading', () => {
    const opened = openDisclosure(disclosureOf(dek), window, record, sight);
    expect(opened.intervals).to.deep.equal(payload.intervals);
    const unopened = {
      deviceId: 'sh1-water',
      sequence: 13,
      disclosedBy: 'operator',
      code: 'SEAL_BROKEN',
    } as const;
    const evidence = { reason: 'Nobody was at home.', windows: [opened], unopened: [unopened] };
    expect(renderEvidence(evidence, () => 'water', setting.timeZone)).to.deep.equal([
      'The reason: Nobody was at home.',
      '',
      'readings      from              until             meter stood at   and then at       used  quality',
      'sh1-water/12  2016-09-16 02:00  2016-09-16 03:00    1,000 litres  1,040 litres  40 litres  measured',
      'sh1-water/13 does not open with the key that the operator gave: SEAL_BROKEN',
    ]);
  });

  it('is refused with a key that the record does not commit to, of another dispute, or for somebody else', () => {
    const open = (disclosure: DisclosureRecord, keys = sight.keys): unknown =>
      openDisclosure(disclosure, window, record, { domain: DOMAIN, keys });
    expect(() => open(disclosureOf(Buffer.alloc(32, 1)))).to.throw('COMMITMENT_WRONG');
    expect(() => open(disclosureOf(dek, 'D-ffffffffffffffff'))).to.throw('SEAL_BROKEN');
    expect(() => open(disclosureOf(dek), [generateX25519().privateKey])).to.throw('SEAL_BROKEN');
    expect(() => open(disclosureOf(dek), [])).to.throw('SEAL_BROKEN');
  });
});

describe('AuditorKeys', () => {
  const owner = `party-${'e'.repeat(64)}`;
  let folder = '';
  let store: KeyStore;
  let published: { requestId?: string | undefined; version: number; publicKey: string }[] = [];
  /** Stands for the ledger: takes a key and tells the newest. */
  const ledger = (failing = false): Pick<CommunityLedger, 'keys'> =>
    ({
      keys: {
        getOperationKey: () => {
          const newest = published.at(-1);
          return newest === undefined
            ? Promise.reject(new CodedError('OPERATION_KEY_UNKNOWN', 'none'))
            : Promise.resolve({ owner, ...newest, publishedAt: START });
        },
        publishOperationKey: (key: (typeof published)[number]) => {
          if (failing) return Promise.reject(new CodedError('LEDGER_UNAVAILABLE', 'away'));
          published.push(key);
          return Promise.resolve({});
        },
      },
    }) as unknown as Pick<CommunityLedger, 'keys'>;

  beforeEach(async () => {
    published = [];
    folder = await mkdtemp(join(tmpdir(), 'acequia-auditor-'));
    store = new KeyStore(folder, new AtRestCipher(Buffer.alloc(32, 5)));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('are made and published with the first use, and then used again', async () => {
    expect(await new AuditorKeys(store, ledger(), owner).ensure()).to.deep.equal({ version: 1, isNew: true });
    const keys = new AuditorKeys(store, ledger(), owner);
    expect(await keys.ensure()).to.deep.equal({ version: 1, isNew: false });
    expect(published).to.have.length(1);
    expect(await keys.privateKeys()).to.have.length(1);
  });

  it('that did not reach the ledger are published as they were drawn', async () => {
    const failed = await new AuditorKeys(store, ledger(true), owner)
      .ensure()
      .catch((error: unknown) => String(error));
    expect(failed).to.contain('LEDGER_UNAVAILABLE');
    const drawn = await store.names('operation');
    await new AuditorKeys(store, ledger(), owner).ensure();
    expect(await store.names('operation')).to.deep.equal(drawn);
    expect(published).to.have.length(1);
  });

  it('that were lost are followed by new ones', async () => {
    await new AuditorKeys(store, ledger(), owner).ensure();
    await store.remove('operation/0000000001');
    expect(await new AuditorKeys(store, ledger(), owner).ensure()).to.deep.equal({ version: 2, isNew: true });
    expect(new Set(published.map(({ publicKey }) => publicKey)).size).to.equal(2);
  });
});
