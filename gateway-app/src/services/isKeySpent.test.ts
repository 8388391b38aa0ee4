import { expect } from 'chai';
import {
  publicRecords,
  sequenceAttribute,
  type DisputeRecord,
  type OperationKeyRecord,
} from '@acequia/protocol';
import { put } from '../../test/LedgerBuilder.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { community, period, sampleBill, SampleLedger, START } from '../../test/SampleLedger.js';
import type { SampleWindow } from '../../test/SampleWindow.js';
import { sampleKeyring } from '../../test/sampleKeyring.js';
import { composeBill } from './composeBill.js';
import { isKeySpent, type KeyTerms } from './isKeySpent.js';

const DAY = 86_400;
const LATER = period.end + 100 * DAY;

describe('isKeySpent', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  let window: SampleWindow;
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
    window = ledger.window('sh1-energy', [1, 2]);
    ledger.submit([window]);
  });
  afterEach(() => {
    opened.close();
  });
  const catchUp = (): void => {
    opened.apply(ledger.builder.blocks.slice(opened.model.ledger.summary().blocks));
  };
  const isSpent = (change: Partial<KeyTerms> = {}): boolean => {
    catchUp();
    const key = opened.model.keys.operationKeys('community')[0];
    if (key === undefined) throw new Error('no key');
    const successor: OperationKeyRecord = { ...key, version: 2, publishedAt: period.end };
    const terms = { now: LATER, lateness: 3 * DAY, noteWait: DAY, disputeWait: 7 * DAY, ...change };
    return isKeySpent(opened.model, key, successor, community, terms);
  };
  const settle = (): void => {
    ledger.accept(window);
    ledger.close();
    catchUp();
    const view = opened.model.quota.period('2016-09');
    if (view === undefined) throw new Error('no period');
    for (const homeId of ['SH1', 'SH2']) {
      const subject = { homeId, period: view, status: 'final', community, issuedAt: period.end } as const;
      ledger.bill({ ...sampleBill(homeId, composeBill(opened.model, subject)), homeId });
    }
  };
  const dispute = (change: Partial<DisputeRecord>): void => {
    const record: DisputeRecord = {
      disputeId: 'D-0123456789abcdef',
      homeId: 'SH1',
      subject: { kind: 'window', deviceId: 'sh1-energy', sequence: 1 },
      openedBy: 'household',
      auditor: { mspId: 'PublicMSP', keyHash: 'a'.repeat(64), owner: `party-${'a'.repeat(64)}` },
      reasonHash: 'b'.repeat(64),
      sealedReason: Buffer.alloc(560).toString('base64'),
      openedAt: LATER,
      status: 'open',
      ...change,
    };
    ledger.builder.add({
      function: 'disputes:openDispute',
      writes: [put(publicRecords.dispute, [record.disputeId], record)],
    });
  };

  it('is so when all is decided, billed, and has had its time', () => {
    expect(isSpent()).to.equal(false);
    settle();
    expect(isSpent()).to.equal(true);
    // Its successor is too young; its epochs take late records; notes or disputes may come.
    expect(isSpent({ now: period.end + 3 * DAY, disputeWait: 0 })).to.equal(false);
    expect(isSpent({ lateness: LATER })).to.equal(false);
    expect(isSpent({ noteWait: 101 * DAY })).to.equal(false);
    expect(isSpent({ disputeWait: 101 * DAY })).to.equal(false);
  });

  it('is not so with a window undecided', () => {
    settle();
    ledger.submit([ledger.window('sh2-water', [3])]);
    expect(isSpent()).to.equal(false);
  });

  it('is not so with a bill that is not final', () => {
    ledger.accept(window);
    ledger.close();
    expect(isSpent()).to.equal(false);
  });

  it('is not so with a dispute open about what it opened, and so with one about anything else', () => {
    settle();
    dispute({});
    expect(isSpent()).to.equal(false);
    dispute({ subject: { kind: 'bill', number: 'B-2016-09-SH1' } });
    expect(isSpent()).to.equal(false);
    dispute({ subject: { kind: 'window', deviceId: 'sh1-energy', sequence: 99 } });
    expect(isSpent()).to.equal(true);
    // A finding is sealed to the community.
    dispute({ subject: { kind: 'window', deviceId: 'sh1-energy', sequence: 99 }, status: 'found' });
    expect(isSpent()).to.equal(false);
    dispute({ status: 'closed' });
    expect(isSpent()).to.equal(true);
  });

  it('counts windows under the epochs that are wrapped to it alone', () => {
    settle();
    const key = { version: 2, publicKey: sampleKeyring.publicKey(2).toString('base64') };
    ledger.builder.add({
      function: 'keys:publishOperationKey',
      writes: [
        put(publicRecords.operationKey, ['community', sequenceAttribute(2)], {
          owner: 'community',
          ...key,
          publishedAt: START,
        }),
      ],
    });
    ledger.publishEpoch('SH1', LATER, 2);
    ledger.submit([ledger.window('sh1-energy', [5])]);
    expect(isSpent()).to.equal(true);
    expect(opened.model.monitoring.window('sh1-energy', 2)).to.include({ epoch: 2, payload: 'present' });
  });
});
