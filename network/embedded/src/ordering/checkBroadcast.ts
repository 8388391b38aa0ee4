import { common } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { IdentityError } from '../msp/IdentityError.js';
import type { Membership } from '../msp/Membership.js';
import { PolicyError } from '../policies/PolicyError.js';
import { decoded } from '../validation/decoded.js';
import type { BroadcastAnswer } from './OrderingService.js';

const { BAD_REQUEST, FORBIDDEN } = common.Status;
const { CONFIG, CONFIG_UPDATE, ORDERER_TRANSACTION } = common.HeaderType;
/** What Go's protobuf says of most bytes that are no message. */
const malformed = 'proto: cannot parse invalid wire-format data';
const WRITERS = '/Channel/Writers';

/**
 * Whether an envelope may be ordered, judged as Fabric's orderer does (orderer/common/broadcast, msgprocessor,
 * multichannel/registrar.go). A channel that does not exist is a BAD_REQUEST, as of orderers without a system channel.
 *
 * @returns the refusal; `undefined` when it may
 */
export function checkBroadcast(
  envelope: common.Envelope,
  bundle: ChannelBundle,
  now: Date,
): BroadcastAnswer | undefined {
  const payload = decoded(common.Payload, envelope.getPayload_asU8());
  if (payload === undefined) return badHeader(`error unmarshalling Payload: ${malformed}`);
  const header = payload.getHeader();
  if (header === undefined) return badHeader('header not set');
  const channelHeader = channelHeaderOf(header);
  if (typeof channelHeader === 'string') return badHeader(channelHeader);
  if (channelHeader.getChannelId() !== bundle.channel) {
    return badRequest(
      'channel creation request not allowed because the orderer system channel is not defined',
    );
  }
  const type: number = channelHeader.getType();
  if (type === CONFIG || type === ORDERER_TRANSACTION) {
    return badRequest('message is of type that cannot be processed directly');
  }
  const refusal = filtered(envelope, header, bundle, now);
  return type === CONFIG_UPDATE ? configUpdateRefusal(bundle, refusal) : refusal;
}

function channelHeaderOf(header: common.Header): common.ChannelHeader | string {
  const bytes = header.getChannelHeader_asU8();
  if (bytes.length === 0) return 'channel header not set';
  return (
    decoded(common.ChannelHeader, bytes) ??
    `error unmarshalling channel header: error unmarshalling ChannelHeader: ${malformed}`
  );
}

/** Size before expiry before signature, the costliest last. An empty message has no header, so it does not get here. */
function filtered(
  envelope: common.Envelope,
  header: common.Header,
  bundle: ChannelBundle,
  now: Date,
): BroadcastAnswer | undefined {
  const payload = envelope.getPayload_asU8();
  const signature = envelope.getSignature_asU8();
  const size = payload.length + signature.length;
  const limit = bundle.batch.absoluteMaxBytes;
  if (size > limit) {
    return badRequest(`message payload is ${size} bytes and exceeds maximum allowed ${limit} bytes`);
  }
  const signatureHeader = decoded(common.SignatureHeader, header.getSignatureHeader_asU8());
  if (signatureHeader === undefined) {
    return badRequest('could not convert message to signedData: GetSignatureHeaderFromBytes failed');
  }
  const identity = signatureHeader.getCreator_asU8();
  if (isExpired(identity, bundle.membership, now)) return badRequest('broadcast client identity expired');
  return unsigned({ data: payload, identity, signature }, bundle);
}

function isExpired(serialized: Uint8Array, membership: Membership, now: Date): boolean {
  try {
    return Date.parse(membership.deserialize(serialized).certificate.validTo) <= now.getTime();
  } catch (error) {
    // No identity of this channel: for the signature policy to refuse.
    if (error instanceof IdentityError) return false;
    throw error;
  }
}

function unsigned(
  signed: { readonly data: Uint8Array; readonly identity: Uint8Array; readonly signature: Uint8Array },
  bundle: ChannelBundle,
): BroadcastAnswer | undefined {
  const policy = bundle.policies.policy(WRITERS);
  if (policy === undefined) return badRequest(`could not find policy ${WRITERS}`);
  try {
    policy.evaluateSignedData([signed]);
    return undefined;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { status: FORBIDDEN, info: `${error.message}: permission denied` };
  }
}

function configUpdateRefusal(bundle: ChannelBundle, refusal: BroadcastAnswer | undefined): BroadcastAnswer {
  if (refusal !== undefined) {
    const info = `config update for existing channel did not pass initial checks: ${refusal.info}`;
    return { status: refusal.status, info };
  }
  return badRequest(
    `error applying config update to existing channel '${bundle.channel}': the embedded network takes no configuration updates`,
  );
}

function badHeader(reason: string): BroadcastAnswer {
  return badRequest(`could not determine channel ID: ${reason}`);
}

function badRequest(info: string): BroadcastAnswer {
  return { status: BAD_REQUEST, info };
}
