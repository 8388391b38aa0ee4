import { expect } from 'chai';
import { LedgerStoreError } from '../ledger/LedgerStoreError.js';
import type { BlockTransaction } from './BlockTransaction.js';
import { TransientCleaner } from './TransientCleaner.js';

describe('TransientCleaner', () => {
  let removed: string[][];
  let below: number[];
  let failure: Error | undefined;
  let cleaner: TransientCleaner;

  beforeEach(() => {
    removed = [];
    below = [];
    failure = undefined;
    cleaner = new TransientCleaner({
      remove: (ids) => {
        if (failure !== undefined) throw failure;
        removed.push([...ids]);
      },
      removeBelow: (height) => {
        below.push(height);
      },
    });
  });

  function transaction(txId: string, collections: readonly string[]): BlockTransaction {
    const namespaces = [
      {
        namespace: 'basic',
        reads: [],
        rangeQueries: [],
        writes: [],
        metadataWrites: [],
        collections: collections.map((collection) => ({
          collection,
          reads: [],
          writes: [],
          metadataWrites: [],
          privateHash: undefined,
        })),
      },
    ];
    const action = {
      txId,
      chaincode: 'basic',
      readWriteSet: { namespaces },
      signed: new Uint8Array(),
      endorsements: [],
    };
    return { index: 0, txId, action, code: 0 };
  }

  it('removes transactions with private data, and none of which it knows only what was claimed', () => {
    cleaner.clean(1, [
      transaction('private', ['secrets']),
      transaction('public', []),
      { index: 2, txId: 'malformed', action: undefined, code: 22 },
    ]);
    expect(removed).to.deep.equal([['private']]);
    cleaner.clean(2, [transaction('public', [])]);
    expect(removed).to.have.lengthOf(1);
  });

  it('removes with a later block what the store did not remove', () => {
    failure = new LedgerStoreError('STORE_FULL', 'full');
    cleaner.clean(1, [transaction('one', ['secrets'])]);
    failure = undefined;
    cleaner.clean(2, [transaction('two', ['secrets'])]);
    expect(removed).to.deep.equal([['one', 'two']]);
  });

  it('hides no other error', () => {
    failure = new TypeError('a bug');
    expect(() => {
      cleaner.clean(1, [transaction('one', ['secrets'])]);
    }).to.throw(TypeError, 'a bug');
  });

  it('removes each thousandth block what is a thousand blocks old', () => {
    for (const block of [1, 999, 1000, 1001, 2000, 2001, 3000]) cleaner.clean(block, []);
    expect(below).to.deep.equal([1000, 2000]);
  });
});
