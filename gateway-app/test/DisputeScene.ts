import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DisputeRecord,
  type Finding,
  FINDING_LENGTH,
  findingSchema,
  generateX25519,
  hashCanonical,
  Mutex,
  publicRecords,
  random16Hex,
  sealDocument,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { pino } from 'pino';
import type { DisputeContext } from '../src/disputes/DisputeContext.js';
import { DisputeDesk } from '../src/disputes/DisputeDesk.js';
import { DocumentStore } from '../src/ownStore/DocumentStore.js';
import { Database } from '../src/readModel/Database.js';
import { put } from './LedgerBuilder.js';
import { openModel } from './openModel.js';
import { sampleConfig } from './sampleConfig.js';
import { SAMPLE_DOMAIN } from './sampleDomain.js';
import { sampleKeyring } from './sampleKeyring.js';
import { START } from './SampleLedger.js';
import { sampleMonth } from './sampleMonth.js';

export const DISPUTE = 'D-0123456789abcdef';
const AUDITOR = `party-${'e'.repeat(64)}`;

/** A month whose bill SH1 disputes before an auditor, and the community's desk for it, on a ledger that does what the desk asks. */
export class DisputeScene {
  readonly auditor = generateX25519();
  readonly opened = openModel();
  readonly model = this.opened.model;
  readonly month = sampleMonth().ledger;
  readonly disclosed: {
    readonly deviceId: string;
    readonly sequence: number;
    readonly dek: string;
    readonly sealed: Buffer;
  }[] = [];
  readonly issued: string[] = [];
  readonly closed: { readonly disputeId: string; readonly note?: string | undefined }[] = [];
  now = START + 1000;
  /** Set to lose the answers, as a crash does. */
  isKilled = false;
  readonly #home = generateX25519();
  readonly #folder = mkdtempSync(join(tmpdir(), 'acequia-disputes-'));
  readonly #documents = new DocumentStore(Database.open(join(this.#folder, 'documents.sqlite')));

  constructor() {
    this.month.builder.add({
      function: 'keys:publishOperationKey',
      writes: [
        put(publicRecords.operationKey, [AUDITOR, '0000000001'], {
          owner: AUDITOR,
          version: 1,
          publicKey: this.auditor.publicKey.toString('base64'),
          publishedAt: START,
        }),
      ],
    });
  }

  close(): void {
    this.opened.close();
    this.#documents.close();
    rmSync(this.#folder, { recursive: true });
  }

  catchUp(): void {
    this.opened.apply(this.month.builder.blocks.slice(this.model.ledger.summary().blocks));
  }

  dispute(changes: Partial<DisputeRecord> = {}): DisputeRecord {
    return {
      disputeId: DISPUTE,
      homeId: 'SH1',
      subject: { kind: 'bill', number: 'B-2016-09-SH1' },
      openedBy: 'household',
      auditor: { mspId: 'PublicMSP', keyHash: 'e'.repeat(64), owner: AUDITOR },
      reasonHash: 'a'.repeat(64),
      sealedReason: Buffer.alloc(560).toString('base64'),
      openedAt: START,
      status: 'open',
      ...changes,
    };
  }

  /** What an auditor records of a dispute that it decided. */
  found(
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
        sealedForHome: seal(this.#home.publicKey),
        sealedForCommunity: seal(sampleKeyring.publicKey(1)),
        foundAt: START + 500,
      },
    };
  }

  write(record: DisputeRecord): void {
    this.month.builder.add({
      function: 'disputes:openDispute',
      writes: [put(publicRecords.dispute, [record.disputeId], record)],
    });
    this.catchUp();
  }

  async step(): Promise<void> {
    await new DisputeDesk(this.#context()).step();
  }

  #context(): DisputeContext {
    const { model, disclosed, issued, closed, month } = this;
    return {
      model,
      documents: this.#documents,
      keyring: sampleKeyring.keyring,
      reached: () => Promise.resolve(),
      decisions: new Mutex(),
      config: sampleConfig({ community: { transitMs: 0 } }),
      log: pino({ level: 'silent' }),
      now: () => this.now,
      ledger: {
        disputes: {
          disclose: ({ disclosures }, { deks }) => {
            for (const [index, { deviceId, sequence, sealedDek }] of disclosures.entries()) {
              const sealed = Buffer.from(sealedDek, 'base64');
              disclosed.push({ deviceId, sequence, dek: deks[index] ?? '', sealed });
            }
            return this.#committed();
          },
          closeDispute: ({ disputeId, note }) => {
            closed.push({ disputeId, note });
            return this.#committed();
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
                  issuedAt: this.now,
                }),
              ],
            });
            return this.#committed();
          },
          deliverBill: (_, { document }) => {
            month.bill({ ...document, status: 'final' });
            return this.#committed();
          },
        },
      },
    };
  }

  #committed(): Promise<Committed> {
    this.catchUp();
    if (this.isKilled) return Promise.reject(new Error('killed'));
    return Promise.resolve({ requestId: '', transactionId: '', blockNumber: 0 });
  }
}
