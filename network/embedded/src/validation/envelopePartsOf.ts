import { common } from '@hyperledger/fabric-protos';
import { decoded } from './decoded.js';
import type { EnvelopeParts } from './EnvelopeParts.js';

/** Decodes an envelope of a block. */
export function envelopePartsOf(bytes: Uint8Array): EnvelopeParts {
  const envelope = decoded(common.Envelope, bytes);
  const payload = envelope && decoded(common.Payload, envelope.getPayload_asU8());
  const header = payload?.getHeader();
  return {
    envelope,
    payload,
    channelHeader: header && decoded(common.ChannelHeader, header.getChannelHeader_asU8()),
    signatureHeader: header && decoded(common.SignatureHeader, header.getSignatureHeader_asU8()),
  };
}
