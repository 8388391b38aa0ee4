import { ledger, peer } from '@hyperledger/fabric-protos';
import type { Refusal } from './Refusal.js';

const junk = Buffer.from([0xff, 0xff, 0xff]);

/** Transactions whose endorsed action does not say what it must. */
export const actionRefusals: readonly Refusal[] = [
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
];

function twice(namespace: string): Uint8Array {
  const results = new ledger.rwset.TxReadWriteSet();
  for (let count = 0; count < 2; count += 1) {
    const set = new ledger.rwset.NsReadWriteSet();
    set.setNamespace(namespace);
    results.addNsRwset(set);
  }
  return results.serializeBinary();
}
