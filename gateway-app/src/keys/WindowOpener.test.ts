import { expect } from 'chai';
import { drawEpochKeys, type EpochRecord } from '@acequia/protocol';
import { flipLast } from '../../test/flipLast.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { SampleLedger, START } from '../../test/SampleLedger.js';
import { sampleKeyring } from '../../test/sampleKeyring.js';
import { sampleOpener } from '../../test/sampleOpener.js';
import type { SampleWindow, SealOptions } from '../../test/SampleWindow.js';
import { Database } from '../readModel/Database.js';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import { Repository } from '../repository/Repository.js';
import type { EpochKeySource } from './EpochKeySource.js';
import type { SealedWindow } from './RecordOpener.js';

/** A community that has destroyed all its keys. */
const withoutKeys: EpochKeySource = {
  faultWithoutKeys: 'KEY_WRAP_BROKEN',
  prepare: () => Promise.resolve(),
  keysOf: (epoch) => sampleKeyring.keyring.keysOf({ ...epoch, communityKeyVersion: 99 }),
  revealedKey: (reveal, place) =>
    sampleKeyring.keyring.revealedKey({ ...reveal, communityKeyVersion: 99 }, place),
};

describe('WindowOpener', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
  });
  afterEach(() => {
    opened.close();
  });
  const catchUp = (): void => {
    opened.apply(ledger.builder.blocks.slice(opened.model.ledger.summary().blocks));
  };
  const row = (sequence = 1): WindowRow => {
    catchUp();
    const window = opened.model.monitoring.window('sh1-energy', sequence);
    if (window === undefined) throw new Error('no window');
    return window;
  };
  const submit = (options: SealOptions = {}): SampleWindow => {
    const window = ledger.window('sh1-energy', [100, 200], options);
    ledger.submit([window]);
    return window;
  };
  const epoch = (change: Partial<EpochRecord> = {}): EpochRecord => {
    catchUp();
    const record = opened.model.keys.epoch('SH1', 1);
    if (record === undefined) throw new Error('no epoch');
    return { ...record, ...change };
  };
  const sealed = (window: SampleWindow, record = epoch()): SealedWindow => ({
    deviceId: 'sh1-energy',
    sequence: 1,
    revision: 0,
    record: window.essentialRecord,
    epoch: record,
    reveal: undefined,
  });

  it('gives both datasets and the notes of what was sealed well, of a batch all of it', () => {
    const batch = [ledger.window('sh1-energy', [1, 2]), ledger.window('sh1-energy', [3])];
    ledger.submit(batch);
    // State holds the newest alone: the other one is read from the request.
    for (const [index, window] of batch.entries()) {
      expect(row(index + 1)).to.include({ payload: 'present', extended: 'present' });
      expect(opened.model.readings.payload(row(index + 1))).to.deep.equal(window.payload);
    }
    const [first] = opened.model.readings.extendedPage({ homeId: 'SH1', from: 0, to: 2 ** 40 }, 1);
    expect(first).to.deep.include({ start: START, values: { temperature: 2150 } });
    expect(opened.model.keys.notes('SH1', 1)).to.deep.equal({ version: 1, receipts: [], acknowledged: [] });
  });

  const flipHeader = (record: Buffer): Buffer => {
    const spoilt = Buffer.from(record);
    // Of the salt: the record stays readable as one, but its key is another.
    spoilt.writeUInt8(spoilt.readUInt8(50) ^ 1, 50);
    return spoilt;
  };
  const cases: readonly (readonly [string, SealOptions, string])[] = [
    ['the keys of another epoch', { keys: drawEpochKeys() }, 'RECORD_COMMITMENT_WRONG'],
    ['a flipped tag', { spoil: flipLast }, 'RECORD_SEAL_BROKEN'],
    ['a flipped header', { spoil: flipHeader }, 'RECORD_COMMITMENT_WRONG'],
    ['a record cut short', { spoil: (record) => record.subarray(0, -1) }, 'RECORD_SEAL_BROKEN'],
  ];
  for (const [name, options, fault] of cases) {
    it(`finds ${name}, and keeps the record for another try`, () => {
      const window = submit(options);
      expect(row()).to.include({ payload: 'sealed', fault });
      expect(opened.model.readings.payload(row())).to.equal(undefined);
      const kept = opened.model.monitoring.sealedRecord('sh1-energy', 1, 'essential');
      expect(kept?.equals(window.essentialRecord)).to.equal(true);
      expect(opened.model.monitoring.unopened()).to.equal(1);
    });
  }

  it('finds junk in place of the wrapped keys, a wrap moved here, and keys that differ from their commitments', () => {
    const window = submit();
    const opener = sampleOpener();
    const { wraps, commitments } = epoch();
    const fault = (change: Partial<EpochRecord>): unknown => opener.essential(sealed(window, epoch(change)));
    const junk = { ...wraps, community: Buffer.alloc(144, 9).toString('base64') };
    expect(fault({ wraps: junk })).to.deep.equal({ isOpen: false, fault: 'KEY_WRAP_BROKEN' });
    expect(fault({ epoch: 2 })).to.deep.equal({ isOpen: false, fault: 'KEY_WRAP_BROKEN' });
    // Wrapped to the key that another has replaced.
    expect(fault({ communityKeyVersion: 2 })).to.deep.equal({ isOpen: false, fault: 'KEY_WRAP_BROKEN' });
    for (const dataset of ['essential', 'extended', 'audit'] as const) {
      const other = { ...commitments, [dataset]: 'ab'.repeat(32) };
      expect(fault({ commitments: other }), dataset).to.deep.equal({
        isOpen: false,
        fault: 'KEY_COMMITMENT_WRONG',
      });
    }
    expect(opener.essential({ ...sealed(window), epoch: undefined })).to.deep.equal({
      isOpen: false,
      fault: 'KEY_WRAP_BROKEN',
    });
    expect(opener.essential(sealed(window)).isOpen).to.equal(true);
  });

  it('tells an extended dataset that does not open apart from the readings', () => {
    submit({ spoilExtended: flipLast });
    expect(row()).to.include({
      payload: 'present',
      extended: 'sealed',
      extendedFault: 'EXTENDED_UNREADABLE',
    });
  });

  it('takes a window sealed again in place of the one before, with nothing of that left', () => {
    const window = submit({ spoilExtended: flipLast });
    ledger.complain(window, 'EXTENDED_UNREADABLE');
    const again = ledger.sealAgain(window);
    ledger.republish(again);
    expect(row()).to.include({ revision: 1, payload: 'present', extended: 'present', complaintRevision: 0 });
    expect(row()).to.not.have.property('extendedFault');
    expect(opened.model.ledger.summary()).to.include({ windows: 1, readings: 2, unopened: 0 });
    expect(opened.model.database.rows('SELECT * FROM sealedRecords')).to.deep.equal([]);
  });

  it('opens a record whose key its home revealed, of that revision alone', () => {
    const keys = drawEpochKeys();
    const window = submit({ keys });
    ledger.complain(window, 'RECORD_COMMITMENT_WRONG');
    ledger.reveal({ ...window, revision: 1 }, keys);
    expect(row()).to.include({ payload: 'sealed' });
    ledger.reveal(window, keys);
    expect(row()).to.include({ payload: 'present', extended: 'sealed' });
    expect(opened.model.readings.payload(row())).to.deep.equal(window.payload);
  });

  it('gives what was opened, and the faults that were found, after the keys were destroyed', () => {
    const repository = new Repository(Database.open(':memory:'));
    const before = sampleOpener(sampleKeyring.keyring, repository);
    const [good, spoilt] = [submit(), submit({ spoil: flipLast })];
    for (const window of [good, spoilt]) before.essential(sealed(window));
    const after = sampleOpener(withoutKeys, repository);
    expect(after.essential(sealed(good))).to.deep.equal({ isOpen: true, content: good.payload });
    expect(after.essential(sealed(spoilt))).to.deep.equal({ isOpen: false, fault: 'RECORD_SEAL_BROKEN' });
    // Never opened by anybody, and erased.
    expect(after.essential(sealed(submit()))).to.deep.equal({ isOpen: false, fault: 'KEY_WRAP_BROKEN' });
    after.forget('sh1-energy', 1);
    expect(after.essential(sealed(good)).isOpen).to.equal(false);
  });
});
