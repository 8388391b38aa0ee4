import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { hashedSpace, privateSpace } from '../ledger/spaces.js';
import { StubNetwork } from '../../test/chaincode/StubNetwork.js';
import { expectError } from '../../test/chaincode/expectError.js';
import { writesOf } from '../../test/chaincode/writesOf.js';

describe('chaincodeRequests, by the shim', () => {
  let network: StubNetwork;
  let snapshot: ReturnType<StubNetwork['newSnapshot']>;

  before(async () => {
    network = await StubNetwork.start();
  });

  after(() => network.stop());

  beforeEach(() => {
    snapshot = network.newSnapshot();
  });

  it('gives the fields of the proposal', async () => {
    const call = network.call(['fields', 'ä'], { transient: { secret: 'x' } });
    const { response } = await network.execute(call);
    expect(JSON.parse(Buffer.from(response.getPayload_asU8()).toString())).to.deep.equal({
      txId: call.txId,
      channel: 'mychannel',
      mspId: 'Org1MSP',
      transient: { secret: 'x', salt: 'salt' },
      time: '2023-11-14T22:13:20.000Z',
      args: ['fields', 'ä'],
      signature: 'signature',
      binding: 64,
    });
  });

  it('reads and writes state, in the namespace of the definition', async () => {
    snapshot.set('stub', 'one', 'first');
    expect(await network.run(['get', 'one'])).to.equal('first');
    expect(await network.run(['get', 'none'])).to.equal('');
    expect(await network.run(['get', 'one'], { chaincode: 'other' })).to.equal('');
    expect(await network.run(['readAtOnce', 'one', 'none', 'one'])).to.deep.equal(['first', '', 'first']);
    const call = network.call(['put', 'k\u00e4y', 'value']);
    await network.execute(call);
    expect(writesOf(call)).to.deep.equal({ stub: [{ key: 'käy', isDelete: false, value: 'value' }] });
    const deletion = network.call(['delete', 'gone']);
    await network.execute(deletion);
    expect(writesOf(deletion)).to.deep.equal({ stub: [{ key: 'gone', isDelete: true, value: '' }] });
  });

  it('reads and writes keys’ policies', async () => {
    snapshot.set('stub', 'own', 'x', new Map([['VALIDATION_PARAMETER', Buffer.from('policy')]]));
    expect(await network.run(['policy', 'own'])).to.equal('policy');
    await network.run(['setPolicy', 'own', 'next']);
    const hash = createHash('sha256').update('k').digest();
    snapshot.set(
      hashedSpace('stub', 'open'),
      hash,
      'h',
      new Map([['VALIDATION_PARAMETER', Buffer.from('p')]]),
    );
    expect(await network.run(['privatePolicy', 'open', 'k'])).to.equal('p');
    await network.run(['setPrivatePolicy', 'open', 'k', 'next']);
  });

  it('gives ranges in batches of a hundred', async () => {
    const keys = Array.from({ length: 250 }, (_, number) => `key${String(number).padStart(3, '0')}`);
    for (const key of keys) snapshot.set('stub', key, 'v');
    expect(await network.run(['range', 'key000', 'key9'])).to.deep.equal(keys.map((key) => `${key}=v`));
    expect(await network.run(['range', 'key100', 'key102'])).to.deep.equal(['key100=v', 'key101=v']);
    expect(snapshot.openIterators).to.equal(0);
  });

  it('closes what a chaincode leaves open', async () => {
    for (let key = 0; key < 300; key += 1) snapshot.set('stub', `k${key}`, 'v');
    await network.run(['rangeOpen', 'k', 'l']);
    expect(snapshot.openIterators).to.equal(0);
    await network.run(['rangeClosed', 'k', 'l']);
    expect(snapshot.openIterators).to.equal(0);
  });

  it('finds composite keys', async () => {
    for (const part of ['a', 'b']) snapshot.set('stub', `\u0000kind\u0000x\u0000${part}\u0000`, part);
    snapshot.set('stub', '\u0000kind\u0000y\u0000c\u0000', 'c');
    expect(await network.run(['composite', 'kind', 'x'])).to.deep.equal([
      '\u0000kind\u0000x\u0000a\u0000=a',
      '\u0000kind\u0000x\u0000b\u0000=b',
    ]);
  });

  it('gives pages with bookmarks', async () => {
    for (const key of ['a', 'b', 'c', 'd', 'e']) snapshot.set('stub', key, 'v');
    expect(await network.run(['page', '', '', '2'])).to.deep.equal({
      keys: ['a=v', 'b=v'],
      metadata: { fetchedRecordsCount: 2, bookmark: 'c' },
    });
    expect(await network.run(['page', 'a', '', '2', 'e'])).to.deep.equal({
      keys: ['e=v'],
      metadata: { fetchedRecordsCount: 1, bookmark: '' },
    });
    expect(await network.run(['page', 'a', '', '0', 'c'])).to.deep.equal({
      keys: ['c=v', 'd=v', 'e=v'],
      metadata: { fetchedRecordsCount: 3, bookmark: '' },
    });
  });

  it('gives a key’s history', async () => {
    const timestamp = { seconds: 1_700_000_000, nanos: 5 };
    snapshot.setHistory('stub', 'k', [
      { txId: 'two', value: undefined, timestamp },
      { txId: 'one', value: Buffer.from('v'), timestamp },
    ]);
    expect(await network.run(['history', 'k'])).to.deep.equal([
      { txId: 'two', isDelete: true, value: '', seconds: 1_700_000_000 },
      { txId: 'one', isDelete: false, value: 'v', seconds: 1_700_000_000 },
    ]);
  });

  it('refuses rich queries as LevelDB does', async () => {
    await expectError(
      network.run(['query', '{}']),
      /^GET_QUERY_RESULT failed: transaction ID: \w{64}: ExecuteQuery not supported for leveldb$/,
    );
    await expectError(
      network.run(['queryPage', '{}']),
      /: ExecuteQueryWithMetadata not supported for leveldb$/,
    );
    await expectError(
      network.run(['queryPrivate', 'open', '{}']),
      /: ExecuteQuery not supported for leveldb$/,
    );
  });

  it('reads and writes private data', async () => {
    const hash = createHash('sha256').update('k').digest();
    snapshot.set(privateSpace('Org1MSP', 'stub', 'closed'), 'k', 'secret');
    snapshot.set(hashedSpace('stub', 'closed'), hash, 'hash of secret');
    expect(await network.run(['getPrivate', 'closed', 'k'])).to.equal('secret');
    expect(await network.run(['getPrivateHash', 'closed', 'k'])).to.equal(
      Buffer.from('hash of secret').toString('hex'),
    );
    expect(await network.run(['privateRange', 'closed', 'a', 'z'])).to.deep.equal(['k=secret']);
    for (const args of [
      ['putPrivate', 'closed', 'k', 'v'],
      ['deletePrivate', 'closed', 'k'],
      ['purgePrivate', 'closed', 'k'],
    ]) {
      const call = network.call(args);
      await network.execute(call);
      expect(call.simulator.results().privateWrites, args[0]).not.to.equal(undefined);
    }
  });

  it('holds others to the collections’ memberOnlyRead and memberOnlyWrite', async () => {
    const other = { mspId: 'Org2MSP' };
    const refused = (access: string, name: string): RegExp =>
      new RegExp(
        `: tx creator does not have ${access} access permission on privatedata in chaincodeName:stub collectionName: ${name}$`,
      );
    await network.run(['putPrivate', 'open', 'k', 'v'], other);
    await network.run(['putPrivate', 'writable', 'k', 'v'], other);
    await network.run(['getPrivate', 'readable', 'k'], other);
    await network.run(['getPrivateHash', 'closed', 'k'], other);
    await expectError(network.run(['getPrivate', 'closed', 'k'], other), refused('read', 'closed'));
    await expectError(
      network.run(['privateRange', 'writable', 'a', 'b'], other),
      refused('read', 'writable'),
    );
    await expectError(network.run(['privatePolicy', 'closed', 'k'], other), refused('read', 'closed'));
    await expectError(network.run(['queryPrivate', 'closed', '{}'], other), refused('read', 'closed'));
    await expectError(network.run(['putPrivate', 'readable', 'k', 'v'], other), refused('write', 'readable'));
    await expectError(network.run(['deletePrivate', 'closed', 'k'], other), refused('write', 'closed'));
    await expectError(network.run(['purgePrivate', 'closed', 'k'], other), refused('write', 'closed'));
    await expectError(
      network.run(['setPrivatePolicy', 'closed', 'k', 'p'], other),
      refused('write', 'closed'),
    );
    await expectError(
      network.run(['getPrivate', 'nowhere', 'k']),
      /^GET_STATE failed: transaction ID: \w{64}: collection mychannel\/stub\/nowhere could not be found$/,
    );
    // Nothing is asked of the implicit collection of an organisation before the simulation looks for it.
    await expectError(
      network.run(['getPrivate', '_implicit_org_NowhereMSP', 'k']),
      /collection \[_implicit_org_NowhereMSP\] not defined in the collection config for chaincode \[stub\]$/,
    );
  });
});
