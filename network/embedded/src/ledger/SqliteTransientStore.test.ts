import { ledger as protos } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { SqliteLedger } from './SqliteLedger.js';
import type { TransientStore } from './TransientStore.js';

describe('SqliteTransientStore', () => {
  const file = temporaryFolder();

  it('keeps what each organisation endorsed, also over a restart, until it is removed', () => {
    let ledger = SqliteLedger.open(file('restart'));
    ledger.transientStore.put('tx1', 'Org2MSP', 5, writes('b'));
    ledger.transientStore.put('tx1', 'Org1MSP', 5, writes('a'));
    ledger.transientStore.put('tx2', 'Org1MSP', 5, writes('c'));
    ledger.close();
    ledger = SqliteLedger.open(file('restart'));
    expect(found(ledger.transientStore, 'tx1')).to.deep.equal([
      ['Org1MSP', 'a'],
      ['Org2MSP', 'b'],
    ]);
    ledger.transientStore.remove(['tx1', 'unknown', 'with\0NUL']);
    expect(found(ledger.transientStore, 'tx1')).to.deep.equal([]);
    expect(found(ledger.transientStore, 'tx2')).to.deep.equal([['Org1MSP', 'c']]);
    ledger.close();
  });

  it('keeps both results of a proposal that was endorsed twice, and equal ones once', () => {
    const ledger = SqliteLedger.open(file('twice'));
    for (const content of ['a', 'b', 'a']) ledger.transientStore.put('tx', 'Org1MSP', 1, writes(content));
    expect(found(ledger.transientStore, 'tx').sort()).to.deep.equal([
      ['Org1MSP', 'a'],
      ['Org1MSP', 'b'],
    ]);
    ledger.close();
  });

  it('drops what was received below a height', () => {
    const ledger = SqliteLedger.open(file('below'));
    for (const height of [1, 2, 3]) {
      ledger.transientStore.put(`tx${String(height)}`, 'Org1MSP', height, writes('a'));
    }
    // Endorsed again later: it is as young as that.
    ledger.transientStore.put('tx1', 'Org1MSP', 3, writes('a'));
    ledger.transientStore.removeBelow(3);
    const left = ['tx1', 'tx2', 'tx3'].map((txId) => found(ledger.transientStore, txId).length);
    expect(left).to.deep.equal([1, 0, 1]);
    ledger.close();
  });

  it('tells ids apart that differ after a NUL', () => {
    const ledger = SqliteLedger.open(file('nul'));
    ledger.transientStore.put('tx\0one', 'Org1MSP', 1, writes('a'));
    expect(found(ledger.transientStore, 'tx')).to.deep.equal([]);
    expect(found(ledger.transientStore, 'tx\0two')).to.deep.equal([]);
    expect(found(ledger.transientStore, 'tx\0one')).to.deep.equal([['Org1MSP', 'a']]);
    ledger.close();
  });
});

function writes(namespace: string): protos.rwset.TxPvtReadWriteSet {
  const set = new protos.rwset.NsPvtReadWriteSet();
  set.setNamespace(namespace);
  const message = new protos.rwset.TxPvtReadWriteSet();
  message.addNsPvtRwset(set);
  return message;
}

function found(store: TransientStore, txId: string): (string | undefined)[][] {
  return store
    .get(txId)
    .map(({ mspId, writes: message }) => [mspId, message.getNsPvtRwsetList()[0]?.getNamespace()]);
}
