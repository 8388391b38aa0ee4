import { expect } from 'chai';
import { parseLedgerKey } from './parseLedgerKey.js';

describe('parseLedgerKey', () => {
  it('takes composite keys apart', () => {
    expect(parseLedgerKey('\u0000window\u0000meter-1\u00000000000002\u0000')).to.deep.equal({
      raw: '\u0000window\u0000meter-1\u00000000000002\u0000',
      type: 'window',
      attributes: ['meter-1', '0000000002'],
    });
    expect(parseLedgerKey('\u0000community\u0000')).to.deep.include({ type: 'community', attributes: [] });
    expect(parseLedgerKey('\u0000a\u0000\u0000\u0000').attributes).to.deep.equal(['', '']);
  });

  it('leaves plain keys as they are', () => {
    for (const raw of ['namespaces/fields/acequia/Sequence', '', '\u0000', '\u0000open']) {
      expect(parseLedgerKey(raw)).to.deep.equal({ raw, attributes: [] });
    }
  });
});
