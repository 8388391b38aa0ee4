import { peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { describeInvalid } from './describeInvalid.js';

const { MVCC_READ_CONFLICT } = peer.TxValidationCode;

describe('describeInvalid', () => {
  const transaction = { index: 0, txId: 'id', action: undefined, code: MVCC_READ_CONFLICT };

  it('names transaction, code and reason', () => {
    expect(describeInvalid(transaction, 'key [k] of namespace [basic] has changed')).to.equal(
      'transaction id is invalid, MVCC_READ_CONFLICT: key [k] of namespace [basic] has changed',
    );
    expect(describeInvalid({ ...transaction, code: 77 }, 'so')).to.equal('transaction id is invalid, 77: so');
  });

  it('makes one short line of any text', () => {
    const line = describeInvalid({ ...transaction, txId: 'a\nb\u0000' }, 'x'.repeat(100_000));
    expect(line).to.match(/^transaction a\\nb\\u0000 is invalid, MVCC_READ_CONFLICT: x+…$/);
    expect(line.length).to.be.lessThan(1010);
  });
});
