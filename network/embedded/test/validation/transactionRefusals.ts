import type { Refusal } from './Refusal.js';

const junk = Buffer.from([0xff, 0xff, 0xff]);

/** Envelopes whose transaction is malformed, or not the one that was endorsed. */
export const transactionRefusals: readonly Refusal[] = [
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
];
