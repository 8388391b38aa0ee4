import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { TestChannel } from '../../test/channel/TestChannel.js';
import { transactionEnvelope, type TransactionContent } from '../../test/validation/transactionEnvelope.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { checkBroadcast } from './checkBroadcast.js';

const { BAD_REQUEST, FORBIDDEN } = common.Status;
const junk = Buffer.from([0xff, 0xff]);

describe('checkBroadcast', () => {
  let bundle: ChannelBundle;
  let client: SigningIdentity;

  before(() => {
    const channel = TestChannel.create('Org1MSP');
    const batch = { timeoutMs: 20, maxMessages: 3, absoluteMaxBytes: 20_000, preferredMaxBytes: 10_000 };
    bundle = { ...channel.bundle(), batch };
    client = channel.organisation('Org1MSP').identity('client');
  });

  function envelope(content: Partial<TransactionContent> = {}): common.Envelope {
    const results = new Uint8Array();
    return transactionEnvelope({ creator: client, endorsers: [], chaincode: 'basic', results, ...content });
  }

  const refusals: readonly {
    readonly title: string;
    readonly make: () => common.Envelope;
    readonly status: number;
    readonly info: string;
  }[] = [
    {
      title: 'an empty envelope',
      make: () => new common.Envelope(),
      status: BAD_REQUEST,
      info: 'could not determine channel ID: header not set',
    },
    {
      title: 'a payload that is none',
      make: () =>
        envelope({
          spoil: {
            envelope: (message) => {
              message.setPayload(junk);
            },
          },
        }),
      status: BAD_REQUEST,
      info: 'could not determine channel ID: error unmarshalling Payload: proto: cannot parse invalid wire-format data',
    },
    {
      title: 'no channel header',
      make: () => envelope({ spoil: { payload: (payload) => payload.getHeader()?.setChannelHeader('') } }),
      status: BAD_REQUEST,
      info: 'could not determine channel ID: channel header not set',
    },
    {
      title: 'a channel header that is none',
      make: () => envelope({ spoil: { payload: (payload) => payload.getHeader()?.setChannelHeader(junk) } }),
      status: BAD_REQUEST,
      info: 'could not determine channel ID: error unmarshalling channel header: error unmarshalling ChannelHeader: proto: cannot parse invalid wire-format data',
    },
    {
      title: 'another channel',
      make: () =>
        envelope({
          spoil: {
            channelHeader: (header) => {
              header.setChannelId('water');
            },
          },
        }),
      status: BAD_REQUEST,
      info: 'channel creation request not allowed because the orderer system channel is not defined',
    },
    {
      title: 'a configuration',
      make: () =>
        envelope({
          spoil: {
            channelHeader: (header) => {
              header.setType(common.HeaderType.CONFIG);
            },
          },
        }),
      status: BAD_REQUEST,
      info: 'message is of type that cannot be processed directly',
    },
    {
      title: 'a configuration update',
      make: () =>
        envelope({
          spoil: {
            channelHeader: (header) => {
              header.setType(common.HeaderType.CONFIG_UPDATE);
            },
          },
        }),
      status: BAD_REQUEST,
      info: "error applying config update to existing channel 'energy': the embedded network takes no configuration updates",
    },
    {
      title: 'a configuration update that nobody may send',
      make: () =>
        envelope({
          spoil: {
            channelHeader: (header) => {
              header.setType(common.HeaderType.CONFIG_UPDATE);
            },
            envelope: (message) => {
              message.setSignature(junk);
            },
          },
        }),
      status: FORBIDDEN,
      info: "config update for existing channel did not pass initial checks: implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the 'Writers' sub-policies to be satisfied: permission denied",
    },
    {
      title: 'a signature header that is none',
      make: () =>
        envelope({ spoil: { payload: (payload) => payload.getHeader()?.setSignatureHeader(junk) } }),
      status: BAD_REQUEST,
      info: 'could not convert message to signedData: GetSignatureHeaderFromBytes failed',
    },
    {
      title: 'a wrong signature',
      make: () =>
        envelope({
          spoil: {
            envelope: (message) => {
              message.setSignature(client.sign(junk));
            },
          },
        }),
      status: FORBIDDEN,
      info: "implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the 'Writers' sub-policies to be satisfied: permission denied",
    },
    {
      title: 'a creator of an unknown organisation',
      make: () =>
        envelope({ creator: TestChannel.create('Org1MSP').organisation('Org1MSP').identity('client') }),
      status: FORBIDDEN,
      info: "implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the 'Writers' sub-policies to be satisfied: permission denied",
    },
  ];
  for (const { title, make, status, info } of refusals) {
    it(`refuses ${title}`, () => {
      expect(checkBroadcast(make(), bundle, new Date())).to.deep.equal({ status, info });
    });
  }

  it('refuses a message beyond the absolute limit, and takes one at it', () => {
    const large = envelope({ results: Buffer.alloc(20_000) });
    const size = large.getPayload_asU8().length + large.getSignature_asU8().length;
    expect(checkBroadcast(large, bundle, new Date())).to.deep.equal({
      status: BAD_REQUEST,
      info: `message payload is ${size} bytes and exceeds maximum allowed 20000 bytes`,
    });
    const roomy = { ...bundle, batch: { ...bundle.batch, absoluteMaxBytes: size } };
    expect(checkBroadcast(large, roomy, new Date())).to.equal(undefined);
  });

  it('refuses an expired identity', () => {
    expect(checkBroadcast(envelope(), bundle, new Date('2200-01-01'))).to.deep.equal({
      status: BAD_REQUEST,
      info: 'broadcast client identity expired',
    });
  });
});
