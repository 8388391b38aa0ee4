import { expect } from 'chai';
import { codeOf } from '../../test/codeOf.js';
import { encodeRecordHeader } from '../crypto/recordHeader.js';
import { sealRecord } from '../crypto/sealedRecord.js';
import type { WindowHeader } from '../schemas/monitoring.js';
import { recordHeaderOf } from './recordHeaderOf.js';
import { windowHeaderOf } from './windowHeaderOf.js';

const header: WindowHeader = {
  version: 2,
  homeId: 'SH999',
  deviceId: 'meter-1',
  epoch: 9_999_999_999,
  sequence: 1,
  start: 1_472_688_000,
  end: 1_472_709_600,
  salt: '0f'.repeat(16),
};
const sealed = (
  change: Partial<WindowHeader> = {},
  dataset: 'essential' | 'extended' = 'essential',
): Buffer =>
  sealRecord(Buffer.alloc(32, 1), recordHeaderOf({ ...header, ...change }, dataset), 'c/a', Buffer.alloc(9));

describe('windowHeaderOf', () => {
  it('gives the header that the window was sealed with, of either dataset', () => {
    expect(windowHeaderOf(sealed(), 'meter-1')).to.deep.equal(header);
    expect(windowHeaderOf(sealed({}, 'extended'), 'meter-1', 'extended')).to.deep.equal(header);
  });

  it('refuses another dataset, another device and numbers that no window has', () => {
    const cases: [Buffer, string][] = [
      [sealed({}, 'extended'), 'meter-1'],
      [sealed(), 'meter-2'],
      [sealed({ sequence: 0 }), 'meter-1'],
      [sealed({ epoch: 0 }), 'meter-1'],
      [sealed({ end: header.start }), 'meter-1'],
      [sealed({ end: 2 ** 47 }), 'meter-1'],
      [Buffer.alloc(58), 'meter-1'],
    ];
    for (const [record, deviceId] of cases) {
      expect(codeOf(() => windowHeaderOf(record, deviceId))).to.equal('RECORD_MALFORMED');
    }
    const audit = encodeRecordHeader({ ...recordHeaderOf(header, 'essential'), dataset: 'audit' });
    expect(codeOf(() => windowHeaderOf(audit, 'meter-1'))).to.equal('RECORD_MALFORMED');
  });
});
