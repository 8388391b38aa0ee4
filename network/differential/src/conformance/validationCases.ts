import type { Cases } from './Case.js';
import { submitChanged } from './submitChanged.js';

/** Validation codes that a client can bring about with calls of the probe, and with envelopes of its own making. */
export const validationCases: Cases = {
  'VALID: a transaction': (on) => on.submit([['putState', 'v-valid', 'v']]),
  'VALID: an envelope sent as it is': (on) => submitChanged(on, {}),
  'DUPLICATE_TXID: the same bytes twice': (on) => on.twice([['putState', 'v-twice', 'v']]),
  'MVCC_READ_CONFLICT: two transactions that read and write a key': (on) =>
    on.race(
      [
        ['getState', 'v-mvcc'],
        ['putState', 'v-mvcc', '1'],
      ],
      [
        ['getState', 'v-mvcc'],
        ['putState', 'v-mvcc', '2'],
      ],
    ),
  'PHANTOM_READ_CONFLICT: a key comes into a range that was read': (on) =>
    on.race(
      [['putState', 'v-phantom-1', '1']],
      [
        ['getRange', 'v-phantom', 'v-phantom-9'],
        ['putState', 'v-counted', '0'],
      ],
    ),
  'ENDORSEMENT_POLICY_FAILURE: an endorser too few': (on) =>
    on.submit([['putState', 'v-alone', 'v']], { endorsers: ['CommunityMSP'] }),
  'ENDORSEMENT_POLICY_FAILURE: a key policy that asks for another endorser': async (on) => [
    await on.submit([
      ['putState', 'v-policy', 'v'],
      ['setPolicy', 'v-policy', 'SH2MSP'],
    ]),
    await on.submit([['putState', 'v-policy', 'w']], { endorsers: ['CommunityMSP', 'SH1MSP'] }),
  ],
  'ENDORSEMENT_POLICY_FAILURE: an endorsement with a wrong signature': (on) =>
    submitChanged(on, {
      endorsements: (all) => {
        for (const one of all) one.setSignature(Buffer.from('no signature'));
        return all;
      },
    }),
  'ENDORSEMENT_POLICY_FAILURE: one endorsement twice': (on) =>
    submitChanged(on, { endorsements: (all) => all.slice(0, 1).flatMap((one) => [one, one]) }),
  'ENDORSEMENT_POLICY_FAILURE: results changed after the endorsement': (on) =>
    submitChanged(on, { results: () => Buffer.alloc(0) }),
  'no endorsements': (on) => submitChanged(on, { endorsements: () => [] }),
  'BAD_PROPOSAL_TXID: an id that is not of nonce and creator': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setTxId('0'.repeat(64));
      },
    }),
  'no transaction id': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setTxId('');
      },
    }),
  'BAD_COMMON_HEADER: no nonce': (on) =>
    submitChanged(on, {
      signatureHeader: (header) => {
        header.setNonce('');
      },
    }),
  'an epoch': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setEpoch(7);
      },
    }),
  'UNKNOWN_TX_TYPE: a header type that is none': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setType(99);
      },
    }),
  'UNSUPPORTED_TX_PAYLOAD: a message': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setType(0);
      },
    }),
  'a header of a configuration': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setType(1);
      },
    }),
  'a header of an orderer transaction': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setType(4);
      },
    }),
  'a header extension that names no chaincode': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setExtension$('');
      },
    }),
  'BAD_HEADER_EXTENSION: bytes that are none': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setExtension$(Buffer.from('ffff', 'hex'));
      },
    }),
  'a payload that is no transaction': (on) => submitChanged(on, { data: () => Buffer.from('ffff', 'hex') }),
  'a transaction without actions': (on) => submitChanged(on, { actions: () => [] }),
  'a transaction with two actions': (on) =>
    submitChanged(on, { actions: (all) => all.flatMap((one) => [one, one]) }),
  'another creator in the action': (on) =>
    submitChanged(on, {
      actionHeader: (header) => {
        header.setCreator(Buffer.from('someone'));
      },
    }),
  'another chaincode in the action': (on) => submitChanged(on, { chaincode: () => 'other' }),
  'a proposal hash of another proposal': (on) =>
    submitChanged(on, { proposalPayload: () => Buffer.from('0a00', 'hex') }),
};
