import { publicRecords, random16Hex, TRADERS_MSP } from '@acequia/protocol';
import { expect } from 'chai';
import { put } from '../../test/LedgerBuilder.js';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { SampleLedger, START } from '../../test/SampleLedger.js';
import { Pseudonyms } from '../registrar/Pseudonyms.js';
import { Deposits } from './Deposits.js';
import { ServiceAccounts } from './ServiceAccounts.js';

const SERVICE = `acc-${'5'.repeat(32)}`;
const KEY = '7'.repeat(64);

describe('Deposits', () => {
  let opened: OpenModel;
  let store: OpenBook;
  let ledger: SampleLedger;
  beforeEach(() => {
    opened = openModel();
    store = openBook();
    ledger = new SampleLedger().found();
    new Pseudonyms(store.book).add({
      keyHash: KEY,
      homeId: 'SH2',
      auctionId: random16Hex(),
      side: 'seller',
      tokenAccountId: `acc-${'6'.repeat(32)}`,
      quotaAccountId: `acc-${'8'.repeat(32)}`,
      periodId: '2016-09',
      askedAt: START,
      answer: '{}',
    });
  });
  afterEach(() => {
    opened.close();
    store.close();
  });

  const transfer = (keyHash: string, mspId = TRADERS_MSP, fn = 'token:transfer'): void => {
    const creditId = `${random16Hex()}${random16Hex()}-transfer`;
    ledger.builder.add({
      function: fn,
      creator: { mspId, keyHash },
      writes: [put(publicRecords.credit, [SERVICE, creditId], { amount: '40' })],
    });
  };
  const read = (): ServiceAccounts => {
    opened.apply(ledger.builder.blocks.slice(opened.model.ledger.summary().blocks));
    const accounts = new ServiceAccounts(store.book);
    new Deposits(store.book, accounts, new Pseudonyms(store.book)).read(opened.model, SERVICE, START);
    return accounts;
  };

  it('of a pseudonym are its home’s, once, and those of others nobody’s', () => {
    transfer(KEY);
    transfer('9'.repeat(64));
    // The same key elsewhere is another party, and what a contract pays out was not sent home.
    transfer(KEY, 'PublicMSP');
    transfer(KEY, TRADERS_MSP, 'market:settle');
    expect([read().homes(), read().balance('SH2')]).to.deep.equal([['SH2'], 40n]);
    const { movements = [] } = read().tell('SH2', '2016-09-01') ?? {};
    expect(movements.map(({ kind, amount }) => [kind, amount])).to.deep.equal([['return', '40']]);
  });
});
