import { common, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { actionRefusals } from '../../test/validation/actionRefusals.js';
import { endorsementRefusals } from '../../test/validation/endorsementRefusals.js';
import { headerRefusals } from '../../test/validation/headerRefusals.js';
import { TestChain, type TestTransaction } from '../../test/validation/TestChain.js';
import { transactionRefusals } from '../../test/validation/transactionRefusals.js';

const write: TestTransaction['run'] = (simulator) => {
  simulator.setState('basic', 'key', Buffer.from('value'));
};
const junk = Buffer.from([0xff, 0xff, 0xff]);

const refusals = [...headerRefusals, ...transactionRefusals, ...actionRefusals, ...endorsementRefusals];

describe('Validation codes', () => {
  const file = temporaryFolder();
  let chain: TestChain;

  before(async () => {
    chain = await TestChain.open(file('codes'));
  });

  beforeEach(() => {
    chain.reasons.length = 0;
  });

  for (const { title, content, code, reason } of refusals) {
    it(`${code}: ${title}`, async () => {
      expect(await chain.commit(chain.transaction(content))).to.deep.equal([code]);
      expect(chain.reasons).to.have.lengthOf(1);
      expect(chain.reasons[0]?.startsWith(reason), chain.reasons[0]).to.equal(true);
      expect(chain.commits.at(-1)).to.deep.include({ updates: [], history: [], expiries: [] });
    });
  }

  it('INVALID_OTHER_REASON: an envelope that is none', async () => {
    expect(await chain.commit(junk)).to.deep.equal(['INVALID_OTHER_REASON']);
    expect(chain.notices.at(-1)?.transactions).to.deep.equal([
      { index: 0, txId: '', code: peer.TxValidationCode.INVALID_OTHER_REASON },
    ]);
  });

  it('BAD_COMMON_HEADER: an empty envelope', async () => {
    expect(await chain.commit(new Uint8Array())).to.deep.equal(['BAD_COMMON_HEADER']);
  });

  it('BAD_CREATOR_SIGNATURE: a creator of an organisation that the channel does not know', async () => {
    const stranger = await TestChain.open(file('stranger'));
    expect(await chain.commit(stranger.transaction())).to.deep.equal(['BAD_CREATOR_SIGNATURE']);
    expect(chain.reasons[0]).to.match(/^creator certificate is not valid: /);
  });

  it('DUPLICATE_TXID: in one block, in a later one, and of one that was endorsed but not current', async () => {
    const first = chain.transaction({ run: write });
    expect(await chain.commit(first, first)).to.deep.equal(['VALID', 'DUPLICATE_TXID']);
    expect(await chain.commit(first)).to.deep.equal(['DUPLICATE_TXID']);

    const read: TestTransaction['run'] = (simulator) => {
      simulator.getState('basic', 'key');
    };
    const stale = chain.transaction({ run: read });
    expect(await chain.commit(chain.transaction({ run: write }), stale, stale)).to.deep.equal([
      'VALID',
      'MVCC_READ_CONFLICT',
      'DUPLICATE_TXID',
    ]);
  });

  it('lets an invalid transaction in a block not stop a valid one with its id', async () => {
    const nonce = Buffer.alloc(24, 9);
    const refused = chain.transaction({ run: write, nonce, endorsers: [] });
    expect(await chain.commit(refused, chain.transaction({ run: write, nonce }))).to.deep.equal([
      'ENDORSEMENT_POLICY_FAILURE',
      'VALID',
    ]);
  });

  it('judges creators and endorsers without the clock, as every peer must come to the same', async () => {
    const later = await TestChain.open(file('later'), () => new Date('2200-01-01'));
    const { membership } = later.bundle;
    const validate = (): void => {
      membership.validate(membership.deserialize(later.client.serialized));
    };
    expect(validate).to.throw().with.property('code', 'EXPIRED');
    expect(await later.commit(later.transaction({ run: write }))).to.deep.equal(['VALID']);
  });

  it('records the codes in the block', async () => {
    await chain.commit(
      chain.transaction({ run: write }),
      chain.transaction({ endorsers: [] }),
      chain.transaction({ chaincode: 'unknown' }),
    );
    const block = chain.ledger.block(chain.ledger.height - 1);
    const slot = block?.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
    expect(slot && [...slot]).to.deep.equal([0, 10, 25]);
    expect(chain.ledger.locate(chain.notices.at(-1)?.transactions[1]?.txId ?? '')).to.deep.equal({
      block: chain.ledger.height - 1,
      index: 1,
      code: 10,
    });
  });
});
