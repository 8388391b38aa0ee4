import type { CaseNetwork } from './CaseNetwork.js';
import { creators } from './creators.js';
import type { ProposalChanges } from './proposalOf.js';

/** Proposals that are refused before any chaincode runs, by what is wrong with them. */
export const badProposals: Readonly<Record<string, (on: CaseNetwork) => ProposalChanges>> = {
  'a wrong signature': () => ({ signature: () => Buffer.from('30060201010201ff', 'hex') }),
  'a signature that is none': () => ({ signature: () => Buffer.from('none') }),
  'no signature': () => ({ signature: () => Buffer.alloc(0) }),
  'a signature with a high s': (on) => ({ signature: (message) => on.client().signHigh(message) }),
  'an id that is not of nonce and creator': () => ({
    channelHeader: (header) => {
      header.setTxId('0'.repeat(64));
    },
  }),
  'no id': () => ({
    channelHeader: (header) => {
      header.setTxId('');
    },
  }),
  'no nonce': () => ({ nonce: Buffer.alloc(0) }),
  'another type': () => ({
    channelHeader: (header) => {
      header.setType(1);
    },
  }),
  'an epoch': () => ({
    channelHeader: (header) => {
      header.setEpoch(1);
    },
  }),
  'no timestamp': () => ({
    channelHeader: (header) => {
      header.setTimestamp(undefined);
    },
  }),
  'a version': () => ({
    channelHeader: (header) => {
      header.setVersion(7);
    },
  }),
  'an unknown channel': () => ({
    channelHeader: (header) => {
      header.setChannelId('nosuchchannel');
    },
  }),
  'no channel': () => ({
    channelHeader: (header) => {
      header.setChannelId('');
    },
  }),
  'an unknown chaincode': () => ({ chaincode: 'nosuch' }),
  'a chaincode without a name': () => ({ chaincode: '' }),
  'a header extension that is none': () => ({
    channelHeader: (header) => {
      header.setExtension$(Buffer.from('ffff', 'hex'));
    },
  }),
  'no header extension': () => ({
    channelHeader: (header) => {
      header.setExtension$('');
    },
  }),
  'no header': () => ({
    proposal: (proposal) => {
      proposal.setHeader('');
    },
  }),
  'a header that is none': () => ({
    proposal: (proposal) => {
      proposal.setHeader(Buffer.from('ffff', 'hex'));
    },
  }),
  'no payload': () => ({
    proposal: (proposal) => {
      proposal.setPayload('');
    },
  }),
  'a payload that is none': () => ({
    proposal: (proposal) => {
      proposal.setPayload(Buffer.from('ffff', 'hex'));
    },
  }),
  'an unknown function': () => ({ args: ['nosuch'] }),
  'no arguments': () => ({ args: [] }),
  ...Object.fromEntries(
    Object.entries(creators).map(([what, creator]) => [
      `a creator of ${what}`,
      (on: CaseNetwork) => ({ creator: creator(on) }),
    ]),
  ),
};
