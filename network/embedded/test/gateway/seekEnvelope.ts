import { common, orderer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';

type Position = 'oldest' | 'newest' | 'nextCommit' | 'none' | number;

export interface Seek {
  readonly start: Position | undefined;
  readonly stop: Position | undefined;
  readonly signer: SigningIdentity;
  readonly failIfNotReady?: boolean;
  readonly channel?: string;
  readonly ageMs?: number;
}

/** A request of Deliver. */
export function seekEnvelope(seek: Seek): common.Envelope {
  const { signer } = seek;
  const channelHeader = new common.ChannelHeader();
  channelHeader.setChannelId(seek.channel ?? 'mychannel');
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date(Date.now() - (seek.ageMs ?? 0))));
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(signer.serialized);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const seekInfo = new orderer.SeekInfo();
  seekInfo.setStart(positionOf(seek.start));
  seekInfo.setStop(positionOf(seek.stop));
  if (seek.failIfNotReady === true) seekInfo.setBehavior(orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY);
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(seekInfo.serializeBinary());
  const request = new common.Envelope();
  request.setPayload(payload.serializeBinary());
  request.setSignature(signer.sign(request.getPayload_asU8()));
  return request;
}

function positionOf(position: Position | undefined): orderer.SeekPosition | undefined {
  if (position === undefined) return undefined;
  const message = new orderer.SeekPosition();
  if (position === 'oldest') message.setOldest(new orderer.SeekOldest());
  if (position === 'newest') message.setNewest(new orderer.SeekNewest());
  if (position === 'nextCommit') message.setNextCommit(new orderer.SeekNextCommit());
  if (typeof position === 'number') {
    const specified = new orderer.SeekSpecified();
    specified.setNumber(position);
    message.setSpecified(specified);
  }
  return message;
}
