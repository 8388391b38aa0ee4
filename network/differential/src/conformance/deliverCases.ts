import { common, orderer, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { attempt } from '../harness/attempt.js';
import type { Party } from '../harness/Party.js';
import type { Cases } from './Case.js';
import type { CaseNetwork } from './CaseNetwork.js';
import { codeOnly } from './codeOnly.js';
import { creators } from './creators.js';
import { rawStream } from './rawStream.js';

type Position = 'oldest' | 'newest' | 'next' | number;
interface Seek {
  readonly start?: Position;
  readonly stop?: Position;
  readonly behavior?: 'wait' | 'fail';
  readonly channel?: string;
  readonly type?: number;
  readonly creator?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly data?: Uint8Array;
  readonly timestamp?: timestamps.Timestamp | undefined;
  readonly limit?: number;
  readonly party?: Partial<Party>;
}

function positionOf(position: Position): orderer.SeekPosition {
  const seek = new orderer.SeekPosition();
  if (position === 'oldest') seek.setOldest(new orderer.SeekOldest());
  else if (position === 'newest') seek.setNewest(new orderer.SeekNewest());
  else if (position === 'next') seek.setNextCommit(new orderer.SeekNextCommit());
  else {
    const specified = new orderer.SeekSpecified();
    specified.setNumber(position);
    seek.setSpecified(specified);
  }
  return seek;
}

function payloadOf(on: CaseNetwork, seek: Seek, creator: Uint8Array): Uint8Array {
  const info = new orderer.SeekInfo();
  info.setStart(positionOf(seek.start ?? 'oldest'));
  info.setStop(positionOf(seek.stop ?? 0));
  const { FAIL_IF_NOT_READY, BLOCK_UNTIL_READY } = orderer.SeekInfo.SeekBehavior;
  info.setBehavior(seek.behavior === 'fail' ? FAIL_IF_NOT_READY : BLOCK_UNTIL_READY);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(seek.type ?? common.HeaderType.DELIVER_SEEK_INFO);
  channelHeader.setChannelId(seek.channel ?? on.channel);
  channelHeader.setTimestamp(
    'timestamp' in seek ? seek.timestamp : timestamps.Timestamp.fromDate(new Date()),
  );
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(seek.data ?? info.serializeBinary());
  return payload.serializeBinary();
}

/** The kinds of messages, blocks without their numbers, or the refusal. */
async function deliver(on: CaseNetwork, method: string, seek: Seek = {}): Promise<unknown> {
  const client = on.client(seek.party);
  const envelope = new common.Envelope();
  const payload = payloadOf(on, seek, seek.creator ?? client.serialized);
  envelope.setPayload(payload);
  envelope.setSignature(seek.signature ?? (await client.sign(payload)));
  return await stream(on, method, envelope.serializeBinary(), seek);
}

async function stream(on: CaseNetwork, method: string, bytes: Uint8Array, seek: Seek = {}): Promise<unknown> {
  return await attempt(async () => {
    const limit = seek.limit ?? 3;
    const answers = await rawStream(on.client(), `/protos.Deliver/${method}`, [bytes], { limit });
    return answers.map(kindOf);
  });
}

function kindOf(bytes: Uint8Array): string {
  const answer = peer.DeliverResponse.deserializeBinary(bytes);
  const { STATUS, BLOCK, FILTERED_BLOCK } = peer.DeliverResponse.TypeCase;
  if (answer.getTypeCase() === STATUS)
    return Object.entries(common.Status).find(([, code]) => code === answer.getStatus())?.[0] ?? 'a status';
  if (answer.getTypeCase() === BLOCK) return 'a block';
  return answer.getTypeCase() === FILTERED_BLOCK ? 'a filtered block' : 'a block with private data';
}

const refusedSeeks: Readonly<Record<string, (on: CaseNetwork) => Seek>> = {
  'a wrong signature': () => ({ signature: Buffer.from('none') }),
  'no signature': () => ({ signature: Buffer.alloc(0) }),
  'an unknown channel': () => ({ channel: 'nosuchchannel' }),
  'no channel': () => ({ channel: '' }),
  'no timestamp': () => ({ timestamp: undefined }),
  'a timestamp of an hour ago': () => ({
    timestamp: timestamps.Timestamp.fromDate(new Date(Date.now() - 3_600_000)),
  }),
  'a seek that is none': () => ({ data: Buffer.from('ffff', 'hex') }),
  'no seek': () => ({ data: Buffer.alloc(0) }),
  'an end before the start': () => ({ start: 2, stop: 1 }),
  'a block that is not there, not to be waited for': () => ({
    start: 1_000_000,
    stop: 1_000_000,
    behavior: 'fail',
  }),
  ...Object.fromEntries(
    Object.entries(creators).map(([what, creator]) => [
      `a creator of ${what}`,
      (on: CaseNetwork): Seek => ({ creator: creator(on) }),
    ]),
  ),
};
const methods = ['Deliver', 'DeliverFiltered', 'DeliverWithPrivateData'] as const;

/** `protos.Deliver` */
export const deliverCases: Cases = Object.fromEntries(
  methods.flatMap((method) => [
    [`${method}: the first block`, (on: CaseNetwork) => deliver(on, method)],
    [
      `${method}: the newest block`,
      (on: CaseNetwork) => deliver(on, method, { start: 'newest', stop: 'newest' }),
    ],
    [`${method}: a range`, (on: CaseNetwork) => deliver(on, method, { start: 0, stop: 1 })],
    [
      `${method}: as a client of an organisation that holds no private data`,
      (on: CaseNetwork) => deliver(on, method, { party: { mspId: 'PublicMSP' } }),
    ],
    [
      `${method}: an envelope that is none`,
      (on: CaseNetwork) => stream(on, method, Buffer.from('0a02ffff', 'hex')),
    ],
    [
      `${method}: bytes that are no message`,
      (on: CaseNetwork) => codeOnly(stream(on, method, Buffer.from('ffff', 'hex'))),
    ],
    [`${method}: nothing`, (on: CaseNetwork) => stream(on, method, Buffer.alloc(0))],
    ...Object.entries(refusedSeeks).map(
      ([what, seek]) => [`${method}: ${what}`, (on: CaseNetwork) => deliver(on, method, seek(on))] as const,
    ),
  ]),
);
