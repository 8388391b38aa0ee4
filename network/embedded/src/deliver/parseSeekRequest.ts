import { common, orderer } from '@hyperledger/fabric-protos';
import { MalformedMessageError } from '../peer/MalformedMessageError.js';
import { parseMessage } from '../peer/parseMessage.js';
import type { SeekRequest } from './SeekRequest.js';

/** How far a request's time may lie from ours: core.yaml's `peer.authentication.timewindow`. */
const TIME_WINDOW_MS = 15 * 60 * 1000;

/**
 * Takes a request out of its envelope. The TLS certificate's hash is not looked at: that is for mutual TLS.
 *
 * @throws MalformedMessageError for parts that are missing or none, and for a time too far from ours
 */
export function parseSeekRequest(envelope: common.Envelope, now: Date): SeekRequest {
  const data = envelope.getPayload_asU8();
  const payload = parseMessage(common.Payload, data, 'Payload');
  const header = payload.getHeader();
  if (header === undefined) throw new MalformedMessageError('envelope has no header');
  const channelHeader = parseMessage(common.ChannelHeader, header.getChannelHeader_asU8(), 'ChannelHeader');
  const signatureHeader = parseMessage(
    common.SignatureHeader,
    header.getSignatureHeader_asU8(),
    'SignatureHeader',
  );
  checkTime(channelHeader, now);
  return {
    channel: channelHeader.getChannelId(),
    seekInfo: parseMessage(orderer.SeekInfo, payload.getData_asU8(), 'SeekInfo'),
    signed: { data, identity: signatureHeader.getCreator_asU8(), signature: envelope.getSignature_asU8() },
  };
}

function checkTime(header: common.ChannelHeader, now: Date): void {
  const timestamp = header.getTimestamp();
  if (timestamp === undefined) {
    throw new MalformedMessageError('channel header in envelope must contain timestamp');
  }
  const sentMs = timestamp.getSeconds() * 1000 + timestamp.getNanos() / 1e6;
  if (!(Math.abs(now.getTime() - sentMs) <= TIME_WINDOW_MS)) {
    throw new MalformedMessageError('envelope timestamp is more than 15m0s apart from current server time');
  }
}
