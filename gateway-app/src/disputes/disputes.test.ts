import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  deviceTag,
  type DisputeRecord,
  type DisputeSubject,
  type Finding,
  FINDING_LENGTH,
  findingSchema,
  generateX25519,
  hashCanonical,
  Mutex,
  openRecordKey,
  openRecordWithDek,
  parseRecord,
  publicRecords,
  random16Hex,
  recordCommitment,
  sealDocument,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { pino } from 'pino';
import { put } from '../../test/LedgerBuilder.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { sampleConfig } from '../../test/sampleConfig.js';
import { SAMPLE_DOMAIN } from '../../test/sampleDomain.js';
import { sampleKeyring } from '../../test/sampleKeyring.js';
import type { SampleLedger } from '../../test/SampleLedger.js';
import { START } from '../../test/SampleLedger.js';
import { sampleMonth } from '../../test/sampleMonth.js';
import { DocumentStore } from '../ownStore/DocumentStore.js';
import { Database } from '../readModel/Database.js';
import { checkBill } from '../usage/checkBill.js';
import type { DisputeContext } from './DisputeContext.js';
import { DisputeDesk } from './DisputeDesk.js';

const DISPUTE = 'D-0123456789abcdef';
const BILL: DisputeSubject = { kind: 'bill', number: 'B-2016-09-SH1' };
const AUDITOR = `party-${'e'.repeat(64)}`;

describe('disputes', () => {
  const auditor = generateX25519();
  const home = generateX25519();
  let folder: string;
  let opened: OpenModel;
  let month: SampleLedger;
  let documents: DocumentStore;
  let now: number;
  let disclosed: {
    readonly deviceId: string;
    readonly sequence: number;
    readonly dek: string;
    readonly sealed: Buffer;
  }[];
  let issued: string[];
  let closed: { readonly disputeId: string; readonly note?: string | undefined }[];
  /** Set to lose the answers, as a crash does. */
  let isKilled: boolean;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-disputes-'));
    opened = openModel();
    month = sampleMonth().ledger;
    documents = new DocumentStore(Database.open(join(folder, 'documents.sqlite')));
    now = START + 1000;
    disclosed = [];
    issued = [];
    closed = [];
    isKilled = false;
    month.builder.add({
      function: 'keys:publishOperationKey',
      writes: [
        put(publicRecords.operationKey, [AUDITOR, '0000000001'], {
          owner: AUDITOR,
          version: 1,
          publicKey: auditor.publicKey.toString('base64'),
          publishedAt: START,
        }),
      ],
    });
  });
  afterEach(() => {
    opened.close();
    documents.close();
    rmSync(folder, { recursive: true });
  });

  const catchUp = (): void => {
    opened.apply(month.builder.blocks.slice(opened.model.ledger.summary().blocks));
  };
  const committed = (): Promise<Committed> => {
    catchUp();
    if (isKilled) return Promise.reject(new Error('killed'));
    return Promise.resolve({ requestId: '', transactionId: '', blockNumber: 0 });
  };

  function dispute(changes: Partial<DisputeRecord> = {}): DisputeRecord {
    return {
      disputeId: DISPUTE,
      homeId: 'SH1',
      subject: BILL,
      openedBy: 'household',
      auditor: { mspId: 'PublicMSP', keyHash: 'e'.repeat(64), owner: AUDITOR },
      reasonHash: 'a'.repeat(64),
      sealedReason: Buffer.alloc(560).toString('base64'),
      openedAt: START,
      status: 'open',
      ...changes,
    };
  }

  function found(
    correctionMinor: string,
    outcome: Finding['outcome'] = 'upheld',
    disputeId = DISPUTE,
  ): Partial<DisputeRecord> {
    const finding = findingSchema.parse({
      version: 1,
      salt: random16Hex(),
      disputeId,
      outcome,
      words: 'The meter ran too fast.',
      correctionMinor,
    });
    const place = { domain: SAMPLE_DOMAIN, purpose: `finding ${disputeId}` };
    const seal = (key: Buffer): string =>
      sealDocument(finding, FINDING_LENGTH, key, place).toString('base64');
    return {
      status: 'found',
      finding: {
        outcome,
        findingHash: hashCanonical(finding),
        sealedForHome: seal(home.publicKey),
        sealedForCommunity: seal(sampleKeyring.publicKey(1)),
        foundAt: START + 500,
      },
    };
  }

  function write(record: DisputeRecord): void {
    month.builder.add({
      function: 'disputes:openDispute',
      writes: [put(publicRecords.dispute, [record.disputeId], record)],
    });
    catchUp();
  }

  async function step(): Promise<void> {
    const context: DisputeContext = {
      model: opened.model,
      documents,
      keyring: sampleKeyring.keyring,
      reached: () => Promise.resolve(),
      decisions: new Mutex(),
      config: sampleConfig({ community: { transitMs: 0 } }),
      log: pino({ level: 'silent' }),
      now: () => now,
      ledger: {
        disputes: {
          disclose: ({ disclosures }, { deks }) => {
            for (const [index, { deviceId, sequence, sealedDek }] of disclosures.entries()) {
              const sealed = Buffer.from(sealedDek, 'base64');
              disclosed.push({ deviceId, sequence, dek: deks[index] ?? '', sealed });
            }
            return committed();
          },
          closeDispute: ({ disputeId, note }) => {
            closed.push({ disputeId, note });
            return committed();
          },
        },
        billing: {
          issueNote: ({ number, kind, corrects, commitment }) => {
            issued.push(number);
            month.builder.add({
              function: 'billing:issueNote',
              writes: [
                put(publicRecords.bill, [number], {
                  number,
                  kind,
                  status: 'final',
                  homeId: 'SH1',
                  periodId: '2016-09',
                  commitment,
                  corrects,
                  issuedAt: now,
                }),
              ],
            });
            return committed();
          },
          deliverBill: (_, { document }) => {
            month.bill({ ...document, status: 'final' });
            return committed();
          },
        },
      },
    };
    await new DisputeDesk(context).step();
  }

  it('discloses to the auditor the keys of that bill’s windows, when the community opened it', async () => {
    write(dispute({ openedBy: 'operator' }));
    await step();
    expect(disclosed.map(({ deviceId, sequence }) => `${deviceId}/${sequence}`).sort()).to.deep.equal([
      'sh1-energy/1',
      'sh1-water/1',
      'sh1-water/2',
    ]);
    for (const { deviceId, sequence, dek, sealed } of disclosed) {
      const place = { domain: SAMPLE_DOMAIN, deviceId, sequence, purpose: DISPUTE };
      expect(openRecordKey(sealed, auditor.privateKey, place).toString('hex')).to.equal(dek);
      const window = opened.model.monitoring.window(deviceId, sequence);
      if (window === undefined) throw new Error('the window is there');
      const record = recordOf(deviceId, sequence);
      const { headerBytes } = parseRecord(record);
      const key = Buffer.from(dek, 'hex');
      // What chaincode checks, and what the auditor opens.
      expect(recordCommitment(key, headerBytes).toString('hex')).to.equal(window.commitment);
      expect(openRecordWithDek(key, record, SAMPLE_DOMAIN).length).to.be.greaterThan(0);
    }
  });

  function recordOf(deviceId: string, sequence: number): Buffer {
    for (const block of month.builder.blocks) {
      for (const { request } of block.transactions) {
        const text = Buffer.from(request ?? []).toString('utf8');
        for (const [, essential = ''] of text.matchAll(/"essential":"([^"]+)"/g)) {
          const record = Buffer.from(essential, 'base64');
          const { header } = parseRecord(record);
          if (header.deviceTag === deviceTag(deviceId) && header.sequence === sequence) return record;
        }
      }
    }
    throw new Error('the record is in a block');
  }

  it('leaves it to the home for a day, and discloses then, for what the home disclosed may be junk', async () => {
    write(dispute());
    await step();
    expect(disclosed).to.deep.equal([]);
    month.builder.add({
      function: 'disputes:disclose',
      writes: [
        put(publicRecords.disclosure, [DISPUTE, 'sh1-energy', '0000000001', 'household'], {
          disputeId: DISPUTE,
          deviceId: 'sh1-energy',
          sequence: 1,
          revision: 0,
          auditorKeyVersion: 1,
          sealedDek: Buffer.alloc(80).toString('base64'),
          disclosedBy: 'household',
          disclosedAt: START,
        }),
      ],
    });
    catchUp();
    now = START + 86_400;
    await step();
    expect(disclosed.map(({ deviceId }) => deviceId)).to.deep.equal(['sh1-energy', 'sh1-water', 'sh1-water']);
  });

  it('closes what is dismissed, or changes no bill', async () => {
    write(dispute(found('0', 'dismissed')));
    await step();
    expect(closed).to.deep.equal([{ disputeId: DISPUTE, note: undefined }]);
    expect(issued).to.deep.equal([]);
  });

  it('issues the note that the finding asks for, once, also when it is killed in between', async () => {
    write(dispute(found('-150')));
    isKilled = true;
    await step();
    expect(closed).to.deep.equal([]);
    isKilled = false;
    await step();
    expect(issued).to.deep.equal(['C-2016-09-SH1-1']);
    expect(closed).to.deep.equal([{ disputeId: DISPUTE, note: 'C-2016-09-SH1-1' }]);
    const note = opened.model.billing.document('C-2016-09-SH1-1', 'final');
    expect(note).to.include({ differenceMinor: '150', corrects: 'B-2016-09-SH1', kind: 'creditNote' });
    expect(note?.reason).to.equal(`Finding of dispute ${DISPUTE}.`);
    const record = opened.model.billing.bill('C-2016-09-SH1-1');
    if (record === undefined) throw new Error('the note is there');
    expect(checkBill(opened.model, record)).to.equal('agrees');
  });

  it('corrects the bill of the period in which a disputed window starts', async () => {
    const subject = { kind: 'window', deviceId: 'sh1-energy', sequence: 1 } as const;
    write(dispute({ subject, ...found('99') }));
    await step();
    expect(closed).to.deep.equal([{ disputeId: DISPUTE, note: 'D-2016-09-SH1-1' }]);
  });

  it('corrects the bill when a note to it is disputed', async () => {
    write(dispute(found('-150')));
    await step();
    const subject = { kind: 'bill', number: 'C-2016-09-SH1-1' } as const;
    const disputeId = 'D-fedcba9876543210';
    write(dispute({ disputeId, subject, ...found('-20', 'upheld', disputeId) }));
    await step();
    expect(issued).to.deep.equal(['C-2016-09-SH1-1', 'C-2016-09-SH1-2']);
    expect(closed.at(-1)).to.deep.equal({ disputeId, note: 'C-2016-09-SH1-2' });
  });

  it('does nothing on a finding that is not the one that was recorded', async () => {
    const other = found('-150');
    const { finding } = found('-1');
    if (finding === undefined || other.finding === undefined) throw new Error('both are found');
    const forged = { ...other.finding, sealedForCommunity: finding.sealedForCommunity };
    write(dispute({ ...other, finding: forged }));
    await step();
    expect(issued).to.deep.equal([]);
    expect(closed).to.deep.equal([]);
  });
});
