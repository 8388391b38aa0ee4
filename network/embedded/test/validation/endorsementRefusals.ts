import { ledger, peer } from '@hyperledger/fabric-protos';
import { highS } from '../identities/highS.js';
import type { Refusal } from './Refusal.js';
import type { TestTransaction } from './TestChain.js';

const write: NonNullable<TestTransaction['run']> = (simulator) => {
  simulator.setState('basic', 'key', Buffer.from('value'));
};

/** Transactions that lack endorsements. */
export const endorsementRefusals: readonly Refusal[] = [
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
    title: 'what was endorsed changed afterwards',
    content: {
      run: write,
      spoil: {
        actionPayload: (payload) => {
          const action = payload.getAction();
          action?.setProposalResponsePayload(withOtherEvent(action.getProposalResponsePayload_asU8()));
        },
      },
    },
    code: 'ENDORSEMENT_POLICY_FAILURE',
    reason: 'validation of endorsement policy for chaincode basic failed: ',
  },
  {
    title: 'signatures that anybody can make of right ones (high s)',
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

/** Keeps the hash of the proposal, so that nothing else is wrong with it. */
function withOtherEvent(bytes: Uint8Array): Uint8Array {
  const response = peer.ProposalResponsePayload.deserializeBinary(bytes);
  const action = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const event = new peer.ChaincodeEvent();
  event.setChaincodeId('basic');
  action.setEvents(event.serializeBinary());
  response.setExtension$(action.serializeBinary());
  return response.serializeBinary();
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
