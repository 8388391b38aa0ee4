import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { highS } from '../../test/identities/highS.js';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { TestChain, type TestTransaction } from '../../test/validation/TestChain.js';

const write: TestTransaction['run'] = (simulator) => {
  simulator.setState('basic', 'key', Buffer.from('value'));
};
const junk = Buffer.from([0xff, 0xff, 0xff]);

interface Refusal {
  readonly title: string;
  readonly content: TestTransaction;
  readonly code: string;
  readonly reason: string;
}

const refusals: readonly Refusal[] = [
  {
    title: 'a payload that is none',
    content: {
      spoil: {
        envelope: (envelope) => {
          envelope.setPayload(junk);
        },
      },
    },
    code: 'BAD_PAYLOAD',
    reason: 'error unmarshalling Payload',
  },
  {
    title: 'no header',
    content: {
      spoil: {
        payload: (payload) => {
          payload.clearHeader();
        },
      },
    },
    code: 'BAD_COMMON_HEADER',
    reason: 'nil header',
  },
  {
    title: 'a channel header that is none',
    content: {
      spoil: {
        payload: (payload) => payload.getHeader()?.setChannelHeader(junk),
      },
    },
    code: 'BAD_COMMON_HEADER',
    reason: 'error unmarshalling ChannelHeader',
  },
  {
    title: 'a signature header that is none',
    content: {
      spoil: {
        payload: (payload) => payload.getHeader()?.setSignatureHeader(junk),
      },
    },
    code: 'BAD_COMMON_HEADER',
    reason: 'error unmarshalling SignatureHeader',
  },
  {
    title: 'a header of a type that blocks do not hold',
    content: {
      spoil: {
        channelHeader: (header) => {
          header.setType(common.HeaderType.MESSAGE);
        },
      },
    },
    code: 'BAD_COMMON_HEADER',
    reason: 'invalid header type 0',
  },
  {
    title: 'an epoch',
    content: {
      spoil: {
        channelHeader: (header) => {
          header.setEpoch(7);
        },
      },
    },
    code: 'BAD_COMMON_HEADER',
    reason: 'invalid Epoch in ChannelHeader. Expected 0, got [7]',
  },
  {
    title: 'no nonce',
    content: {
      spoil: {
        signatureHeader: (header) => {
          header.setNonce('');
        },
      },
    },
    code: 'BAD_COMMON_HEADER',
    reason: 'invalid nonce specified in the header',
  },
  {
    title: 'no creator',
    content: {
      spoil: {
        signatureHeader: (header) => {
          header.setCreator('');
        },
      },
    },
    code: 'BAD_COMMON_HEADER',
    reason: 'invalid creator specified in the header',
  },
  {
    title: 'another channel',
    content: {
      spoil: {
        channelHeader: (header) => {
          header.setChannelId('water');
        },
      },
    },
    code: 'BAD_CREATOR_SIGNATURE',
    reason: 'could not get msp for channel [water]',
  },
  {
    title: 'a signature over something else',
    content: {
      spoil: {
        envelope: (envelope) => {
          envelope.setPayload(Buffer.concat([envelope.getPayload_asU8(), Buffer.from([0x1a, 0])]));
        },
      },
    },
    code: 'BAD_CREATOR_SIGNATURE',
    reason: "creator's signature over the proposal is not valid: The signature is invalid",
  },
  {
    title: 'a signature with a high S',
    content: {
      spoil: {
        envelope: (envelope) => {
          envelope.setSignature(highS(Buffer.from(envelope.getSignature_asU8())));
        },
      },
    },
    code: 'BAD_CREATOR_SIGNATURE',
    reason: "creator's signature over the proposal is not valid: The signature is invalid",
  },
  {
    title: 'a configuration',
    content: {
      spoil: {
        channelHeader: (header) => {
          header.setType(common.HeaderType.CONFIG);
        },
      },
    },
    code: 'INVALID_CONFIG_TRANSACTION',
    reason: 'the embedded network takes no configuration updates',
  },
  {
    title: 'a configuration update',
    content: {
      spoil: {
        channelHeader: (header) => {
          header.setType(common.HeaderType.CONFIG_UPDATE);
        },
      },
    },
    code: 'UNSUPPORTED_TX_PAYLOAD',
    reason: 'header type 2 is not supported',
  },
  {
    title: 'an id that is not of its nonce and creator',
    content: {
      spoil: {
        channelHeader: (header) => {
          header.setTxId('abc');
        },
      },
    },
    code: 'BAD_PROPOSAL_TXID',
    reason: 'invalid txid. got [abc], expected [',
  },
  {
    title: 'a transaction that is none',
    content: {
      spoil: {
        payload: (payload) => {
          payload.setData(junk);
        },
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'error unmarshalling Transaction',
  },
  {
    title: 'no action',
    content: {
      spoil: {
        transaction: (transaction) => {
          transaction.clearActionsList();
        },
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'only one action per transaction is supported, tx contains 0',
  },
  {
    title: 'two actions',
    content: {
      spoil: {
        transaction: (transaction) => {
          transaction.addActions(transaction.getActionsList()[0]);
        },
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'only one action per transaction is supported, tx contains 2',
  },
  {
    title: 'an action without header',
    content: {
      spoil: {
        action: (action) => {
          action.setHeader('');
        },
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'invalid nonce specified in the header',
  },
  {
    title: 'an action payload that is none',
    content: {
      spoil: {
        action: (action) => {
          action.setPayload(junk);
        },
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'error unmarshalling ChaincodeActionPayload',
  },
  {
    title: 'an action payload without endorsements',
    content: {
      spoil: {
        actionPayload: (payload) => {
          payload.clearAction();
        },
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'error unmarshalling ChaincodeEndorsedAction',
  },
  {
    title: 'a proposal response that is none',
    content: {
      spoil: {
        actionPayload: (payload) => payload.getAction()?.setProposalResponsePayload(junk),
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'error unmarshalling ProposalResponsePayload',
  },
  {
    title: 'no proposal',
    content: {
      spoil: {
        actionPayload: (payload) => {
          payload.setChaincodeProposalPayload('');
        },
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'nil arguments',
  },
  {
    title: 'another proposal than the endorsed one',
    content: {
      spoil: {
        actionPayload: (payload) => {
          payload.setChaincodeProposalPayload(Buffer.from('another'));
        },
      },
    },
    code: 'INVALID_ENDORSER_TRANSACTION',
    reason: 'proposal hash does not match',
  },
  {
    title: 'a header extension that is none',
    content: {
      spoil: {
        channelHeader: (header) => {
          header.setExtension$(junk);
        },
      },
    },
    code: 'BAD_HEADER_EXTENSION',
    reason: 'error unmarshalling ChaincodeHeaderExtension',
  },
  {
    title: 'a response without chaincode action',
    content: {
      spoil: {
        response: (response) => {
          response.setExtension$('');
        },
      },
    },
    code: 'BAD_RESPONSE_PAYLOAD',
    reason: 'GetActionFromEnvelope failed: response payload is missing extension',
  },
  {
    title: 'a chaincode action that is none',
    content: {
      spoil: {
        response: (response) => {
          response.setExtension$(junk);
        },
      },
    },
    code: 'BAD_RESPONSE_PAYLOAD',
    reason: 'GetActionFromEnvelope failed: error unmarshalling ChaincodeAction',
  },
  {
    title: 'a read-write set that is none',
    content: { results: junk },
    code: 'BAD_RWSET',
    reason: 'txRWSet.FromProtoBytes failed: error unmarshalling TxReadWriteSet',
  },
  {
    title: 'no chaincode in the header',
    content: {
      spoil: {
        extension: (extension) => {
          extension.clearChaincodeId();
        },
      },
    },
    code: 'INVALID_OTHER_REASON',
    reason: 'nil ChaincodeId in header extension',
  },
  {
    title: 'no chaincode in the action',
    content: {
      spoil: {
        chaincodeAction: (action) => {
          action.setResponse(new peer.Response());
          action.clearChaincodeId();
        },
      },
    },
    code: 'INVALID_OTHER_REASON',
    reason: 'nil ChaincodeId in ChaincodeAction',
  },
  {
    title: 'a chaincode without name',
    content: { chaincode: '' },
    code: 'INVALID_CHAINCODE',
    reason: 'invalid chaincode ID',
  },
  {
    title: 'two chaincodes',
    content: {
      spoil: {
        chaincodeAction: (action) => action.getChaincodeId()?.setName('other'),
      },
    },
    code: 'INVALID_CHAINCODE',
    reason: 'inconsistent ccid info (basic/other)',
  },
  {
    title: 'a chaincode without version',
    content: {
      spoil: {
        chaincodeAction: (action) => action.getChaincodeId()?.setVersion(''),
      },
    },
    code: 'INVALID_CHAINCODE',
    reason: 'invalid chaincode version',
  },
  {
    title: 'an unknown chaincode',
    content: { chaincode: 'unknown' },
    code: 'INVALID_CHAINCODE',
    reason: 'chaincode unknown not found',
  },
  {
    title: 'a system chaincode',
    content: { chaincode: 'qscc' },
    code: 'INVALID_CHAINCODE',
    reason: 'chaincode qscc not found',
  },
  {
    title: 'writes to the lifecycle',
    content: {
      run: (simulator) => {
        simulator.setState('_lifecycle', 'key', Buffer.from('value'));
      },
    },
    code: 'INVALID_CHAINCODE',
    reason: 'chaincode _lifecycle not found',
  },
  {
    title: 'an event that is none',
    content: {
      spoil: {
        chaincodeAction: (action) => {
          action.setEvents(junk);
        },
      },
    },
    code: 'INVALID_OTHER_REASON',
    reason: 'invalid chaincode event',
  },
  {
    title: "another chaincode's event",
    content: {
      spoil: {
        chaincodeAction: (action) => {
          const event = new peer.ChaincodeEvent();
          event.setChaincodeId('other');
          action.setEvents(event.serializeBinary());
        },
      },
    },
    code: 'INVALID_OTHER_REASON',
    reason: 'chaincode event chaincode id does not match chaincode action chaincode id',
  },
  {
    title: 'a namespace twice',
    content: { results: twice('basic') },
    code: 'ILLEGAL_WRITESET',
    reason: "duplicate namespace 'basic' in txRWSet",
  },
  {
    title: 'no endorsement',
    content: { run: write, endorsers: [] },
    code: 'ENDORSEMENT_POLICY_FAILURE',
    reason: 'validation of endorsement policy for chaincode basic failed: ',
  },
  {
    title: 'too few endorsements, though it writes nothing',
    content: { endorsers: ['Org1MSP', 'Org3MSP'] },
    code: 'ENDORSEMENT_POLICY_FAILURE',
    reason: 'validation of endorsement policy for chaincode basic failed: ',
  },
  {
    title: 'one endorsement twice',
    content: { run: write, endorsers: ['Org1MSP', 'Org1MSP'] },
    code: 'ENDORSEMENT_POLICY_FAILURE',
    reason: 'validation of endorsement policy for chaincode basic failed: ',
  },
  {
    title: 'endorsements over something else',
    content: {
      run: write,
      spoil: {
        endorsement: (endorsement) => {
          endorsement.setSignature(highS(Buffer.from(endorsement.getSignature_asU8())));
        },
      },
    },
    code: 'ENDORSEMENT_POLICY_FAILURE',
    reason: 'validation of endorsement policy for chaincode basic failed: ',
  },
  {
    title: 'writes of a called chaincode without its endorsement',
    content: {
      run: (simulator) => {
        simulator.setState('other', 'key', Buffer.from('value'));
      },
    },
    code: 'ENDORSEMENT_POLICY_FAILURE',
    reason: 'validation of endorsement policy for chaincode other failed: ',
  },
  {
    title: "writes to a collection without its own policy's endorsement",
    content: {
      run: (simulator) => {
        simulator.setPrivateData('basic', 'third', 'key', Buffer.from('value'));
      },
    },
    code: 'ENDORSEMENT_POLICY_FAILURE',
    reason: 'validation of endorsement policy for collection third chaincode basic failed: ',
  },
  {
    title: 'writes to a collection that does not exist',
    content: { results: withCollection('basic', 'nowhere') },
    code: 'ENDORSEMENT_POLICY_FAILURE',
    reason: "no such collection 'nowhere'",
  },
];

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

function twice(namespace: string): Uint8Array {
  const results = new ledger.rwset.TxReadWriteSet();
  for (let count = 0; count < 2; count += 1) {
    const set = new ledger.rwset.NsReadWriteSet();
    set.setNamespace(namespace);
    results.addNsRwset(set);
  }
  return results.serializeBinary();
}

function withCollection(namespace: string, name: string): Uint8Array {
  const write = new ledger.rwset.kvrwset.KVWriteHash();
  write.setKeyHash(Buffer.alloc(32, 1));
  write.setValueHash(Buffer.alloc(32, 2));
  const hashed = new ledger.rwset.kvrwset.HashedRWSet();
  hashed.addHashedWrites(write);
  const collection = new ledger.rwset.CollectionHashedReadWriteSet();
  collection.setCollectionName(name);
  collection.setHashedRwset(hashed.serializeBinary());
  const set = new ledger.rwset.NsReadWriteSet();
  set.setNamespace(namespace);
  set.addCollectionHashedRwset(collection);
  const results = new ledger.rwset.TxReadWriteSet();
  results.addNsRwset(set);
  return results.serializeBinary();
}
