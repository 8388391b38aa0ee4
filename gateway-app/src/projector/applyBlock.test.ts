import { expect } from 'chai';
import { publicRecords } from '@acequia/protocol';
import { LedgerBuilder, put, remove } from '../../test/LedgerBuilder.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { community, SampleLedger } from '../../test/SampleLedger.js';
import { digestReadModel } from '../readModel/digestReadModel.js';

describe('applyBlock', () => {
  const opened: OpenModel[] = [];
  const fresh = (): OpenModel => {
    const model = openModel();
    opened.push(model);
    return model;
  };
  afterEach(() => {
    for (const { close } of opened.splice(0)) close();
  });

  it('projects homes, devices, quotas, windows and decisions', () => {
    const { model, apply } = fresh();
    const ledger = new SampleLedger().found();
    const window = ledger.window('sh1-energy', [100, 250, 50, 0]);
    ledger.submit([window]);
    ledger.accept(window);
    apply(ledger.builder.blocks);
    expect(model.registry.community()).to.deep.equal(community);
    expect(model.registry.homes().map(({ homeId }) => homeId)).to.deep.equal(['SH1', 'SH2']);
    expect(model.registry.devices('SH1').map(({ deviceId }) => deviceId)).to.deep.equal([
      'sh1-energy',
      'sh1-water',
    ]);
    expect(model.quota.holdings('2016-09')).to.have.length(4);
    const view = model.quota.period('2016-09');
    expect(view && model.quota.quotaAccounts('SH1', view)).to.have.length(1);
    const [row] = model.monitoring.decided('SH1', 'energy');
    expect(row).to.include({ payload: 'present', verdict: 'accepted', periodId: '2016-09', afterClose: 0 });
    if (row !== undefined) expect(model.readings.payload(row)).to.deep.equal(window.payload);
    expect(model.readings.accepted('SH1', 0, 2 ** 40).map(({ amount }) => amount)).to.deep.equal([
      100, 250, 50, 0,
    ]);
    expect(model.ledger.summary()).to.include({ homes: 2, windows: 1, accepted: 1, readings: 4, waiting: 0 });
  });

  it('writes nothing of an invalid transaction but that it was there', () => {
    const { model, apply } = fresh();
    const builder = new LedgerBuilder();
    builder.add({
      function: 'registry:createCommunity',
      writes: [put(publicRecords.community, [], community)],
      validationCode: 'MVCC_READ_CONFLICT',
    });
    apply(builder.blocks);
    expect(model.registry.community()).to.equal(undefined);
    expect(model.ledger.summary()).to.include({ transactions: 1, invalidTransactions: 1 });
  });

  it('takes out credits that were folded in', () => {
    const { model, apply } = fresh();
    const builder = new LedgerBuilder();
    const key = ['acc-1', 'credit-1'];
    builder.add({ function: 'token:transfer', writes: [put(publicRecords.credit, key, { amount: '5' })] });
    apply(builder.blocks);
    expect(model.database.rows('SELECT * FROM tokenRecords')).to.deep.equal([
      { type: 'credit', key: 'acc-1/credit-1', document: '{"amount":"5"}' },
    ]);
    apply([builder.add({ function: 'token:transfer', writes: [remove(publicRecords.credit, key)] })]);
    expect(model.database.rows('SELECT * FROM tokenRecords')).to.deep.equal([]);
  });

  it('keeps when an escrow of power was emptied, and of amounts what is held alone', () => {
    const { model, apply } = fresh();
    const builder = new LedgerBuilder();
    const holder = `esc-${'1'.repeat(32)}`;
    const keys = (['power', 'energy'] as const).map((resource) => ['2016-09', resource, holder] as const);
    const held = keys.map(([, resource]) => ({ accountId: holder, resource, lots: 4 }));
    const writes = held.map((holding, index) => put(publicRecords.holding, keys[index] ?? [], holding));
    const bid = { function: 'market:bid', timeMs: 1000, writes };
    const settled = keys.map((key) => remove(publicRecords.holding, key));
    apply([builder.add(bid), builder.add({ function: 'market:settle', timeMs: 2000, writes: settled })]);
    expect(model.quota.holdings('2016-09')).to.deep.equal([]);
    expect(model.quota.powerHoldings('2016-09', 'power')).to.deep.equal([
      { accountId: holder, lots: 4, timeMs: 1000, isOpening: 0 },
      { accountId: holder, lots: 0, timeMs: 2000, isOpening: 0 },
    ]);
    expect(model.quota.powerHoldings('2016-09', 'energy')).to.deep.equal([]);
  });

  it('knows credits of one transaction by their accounts, as an auction gives them', () => {
    const { model, apply } = fresh();
    const builder = new LedgerBuilder();
    const writes = ['acc-1', 'acc-2'].map((account) =>
      put(publicRecords.credit, [account, 'credit-1'], { amount: '5' }),
    );
    apply([builder.add({ function: 'market:settle', writes })]);
    expect(model.database.rows('SELECT accountId, creditId FROM credits ORDER BY accountId')).to.deep.equal([
      { accountId: 'acc-1', creditId: 'credit-1' },
      { accountId: 'acc-2', creditId: 'credit-1' },
    ]);
  });

  it('refuses a block that does not follow, and keeps nothing of it', () => {
    const { model, apply } = fresh();
    const ledger = new SampleLedger().found();
    const [first, second, third] = ledger.builder.blocks;
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few blocks');
    apply([first]);
    const before = digestReadModel(model.database);
    expect(() => {
      apply([third]);
    }).to.throw(/^BLOCK_MISSING: block 2 came where block 1 was expected$/);
    expect(() => {
      apply([{ ...second, previousHash: 'f'.repeat(64) }]);
    }).to.throw(/^BLOCK_CHAIN_BROKEN: block 1 does not follow block 0$/);
    expect(() => {
      apply([first]);
    }).to.throw(/^BLOCK_MISSING: /);
    expect(digestReadModel(model.database)).to.deep.equal(before);
  });

  it('keeps nothing of a block of which one write cannot be projected', () => {
    const { model, apply } = fresh();
    const builder = new LedgerBuilder();
    const broken = { ...put(publicRecords.community, [], community), value: Buffer.from('{}') };
    builder.add(
      { function: 'token:publish', writes: [put(publicRecords.balance, ['acc-1'], { amount: '1' })] },
      { function: 'registry:createCommunity', writes: [broken] },
    );
    expect(() => {
      apply(builder.blocks);
    }).to.throw(/^PROJECTION_FAILED: transaction 1 of block 0 \(registry:createCommunity\)/);
    expect(model.ledger.lastBlock()).to.equal(undefined);
    expect(model.database.rows('SELECT * FROM tokenRecords')).to.deep.equal([]);
  });

  it("shows other homes' payloads as withheld to a home", () => {
    const { model, apply } = fresh();
    const ledger = new SampleLedger().found();
    ledger.submit([ledger.window('sh1-energy', [1])]);
    ledger.submit([ledger.window('sh2-energy', [2])], false);
    apply(ledger.builder.blocks, 'SH1');
    expect(model.monitoring.undecided('SH1', 'energy', 9)[0]?.payload).to.equal('present');
    expect(model.monitoring.undecided('SH2', 'energy', 9)[0]?.payload).to.equal('withheld');
    expect(model.ledger.privateGaps()).to.deep.equal([]);
  });

  it('ends the same whether purged payloads were once there or not', () => {
    const ledger = new SampleLedger().found();
    const [kept, purged] = [ledger.window('sh1-energy', [1, 2]), ledger.window('sh1-energy', [3, 4])];
    ledger.submit([kept]);
    ledger.submit([purged]);
    ledger.accept(kept);
    ledger.accept(purged);
    ledger.purge('sh1-energy', 2);
    const live = fresh();
    live.apply(ledger.builder.blocks);
    const rebuilt = fresh();
    // What the peer purged is not in its blocks any more.
    rebuilt.apply(
      ledger.builder.blocks.map((block) => ({
        ...block,
        transactions: block.transactions.map((transaction) =>
          transaction.writes.some(({ key }) => key.attributes[1] === '0000000002' && key.type === 'window')
            ? { ...transaction, collections: transaction.collections.map((c) => ({ ...c, writes: [] })) }
            : transaction,
        ),
      })),
    );
    expect(live.model.monitoring.decided('SH1', 'energy').map(({ payload }) => payload)).to.deep.equal([
      'present',
      'purged',
    ]);
    expect(live.model.ledger.summary()).to.include({ readings: 2, purged: 1 });
    expect(digestReadModel(rebuilt.model.database)).to.deep.equal(digestReadModel(live.model.database));
    expect(rebuilt.model.ledger.privateGaps()).to.have.length(1);
  });
});
