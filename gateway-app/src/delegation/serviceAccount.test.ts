import { publicRecords } from '@acequia/protocol';
import { LedgerError } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { remove } from '../../test/LedgerBuilder.js';
import { START } from '../../test/SampleLedger.js';
import { OTHER, SERVICE, ServiceScene } from '../../test/ServiceScene.js';
import { ServicePayments } from './ServicePayments.js';

describe('the service account', () => {
  let scene: ServiceScene;

  beforeEach(() => {
    scene = new ServiceScene();
  });
  afterEach(() => {
    scene.close();
  });

  it('books what households transferred to the service account, once, though it was folded in since', async () => {
    const first = scene.transfer('100', 'SH1');
    scene.transfer('7', 'SH1', OTHER);
    scene.transfer('1000');
    scene.ledger.builder.add({
      function: 'token:transfer',
      writes: [remove(publicRecords.credit, [SERVICE, first])],
    });
    scene.transfer('30', 'SH2');
    const { accounts } = await scene.step();
    expect([accounts.balance('SH1'), accounts.balance('SH2')]).to.deep.equal([100n, 30n]);
    scene.transfer('1', 'SH1');
    scene.reopen();
    const again = await scene.step();
    expect([again.accounts.balance('SH1'), again.accounts.homes()]).to.deep.equal([101n, ['SH1', 'SH2']]);
    await scene.step();
    expect(again.accounts.balance('SH1')).to.equal(101n);
  });

  it('tells of each movement in one statement, and of the same ones when it is asked again', async () => {
    scene.transfer('100', 'SH1');
    const { accounts } = await scene.step();
    expect(accounts.tell('SH2', '2016-09-01')).to.equal(undefined);
    const first = accounts.tell('SH1', '2016-09-01');
    expect(first).to.deep.equal({
      balance: '100',
      movements: [{ kind: 'deposit', amount: '100', at: START }],
    });
    expect(accounts.tell('SH1', '2016-09-01')).to.deep.equal(first);
    expect(accounts.tell('SH1', '2016-09-02')).to.deep.equal({ balance: '100', movements: [] });
  });

  it('pays out what is asked for, as one request whatever happens, and no more than there is', async () => {
    scene.transfer('100', 'SH1');
    const { withdrawals, accounts } = await scene.step();
    scene.book.transaction(() => {
      withdrawals.ask('SH1', OTHER, '60', START);
      withdrawals.ask('SH1', OTHER, '60', START);
      withdrawals.ask('SH2', OTHER, '60', START);
    });
    expect(accounts.balance('SH1')).to.equal(0n);
    // The transfer took effect, and the process died before it knew.
    scene.failure = new Error('killed');
    await scene.step();
    scene.failure = undefined;
    scene.reopen();
    await scene.step();
    expect([...scene.done.values()].map(({ amount }) => amount)).to.deep.equal(['60', '40']);
    expect(new Set(scene.transfers.map((each) => JSON.stringify(each))).size).to.equal(2);
    const { length } = scene.transfers;
    await scene.step();
    expect(scene.transfers).to.have.length(length);
    // The ledger has to whom it went and how much: with a home's name the log would say whose pseudonym that is.
    expect(scene.logged).to.not.match(/\bSH[12]\b/);
  });

  it('asks nothing of the ledger for an account that is not there, and pays when it is', async () => {
    scene.transfer('100', 'SH1');
    const { withdrawals } = await scene.step();
    const later = `acc-${'7'.repeat(32)}`;
    scene.book.transaction(() => {
      withdrawals.ask('SH1', later, '60', START);
      withdrawals.ask('SH1', OTHER, '30', START);
    });
    await scene.step();
    expect(scene.transfers.map(({ amount }) => amount)).to.deep.equal(['30']);
    scene.homes.openAccount(later);
    await scene.step();
    expect(scene.transfers.map(({ amount }) => amount)).to.deep.equal(['30', '60']);
  });

  it('names other credits when the ones that it named are gone', async () => {
    scene.transfer('100', 'SH1');
    const { withdrawals } = await scene.step();
    scene.book.transaction(() => {
      withdrawals.ask('SH1', OTHER, '60', START);
    });
    scene.failure = new LedgerError('CREDIT_UNKNOWN', 'it was folded in', { phase: 'endorse' });
    await scene.step();
    expect(new ServicePayments(scene.book).due(START)[0]).to.not.have.property('folded');
    scene.failure = undefined;
    await scene.step();
    expect([...scene.done.values()].map(({ amount }) => amount)).to.deep.equal(['60']);
  });
});
