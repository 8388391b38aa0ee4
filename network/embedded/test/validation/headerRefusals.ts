import { common } from '@hyperledger/fabric-protos';
import { highS } from '../identities/highS.js';
import type { Refusal } from './Refusal.js';

const junk = Buffer.from([0xff, 0xff, 0xff]);

/** Envelopes whose payload, headers, creator or id are wrong. */
export const headerRefusals: readonly Refusal[] = [
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
];
