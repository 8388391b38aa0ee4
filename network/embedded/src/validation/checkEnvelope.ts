import { createHash } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { IdentityError } from '../msp/IdentityError.js';
import type { Membership } from '../msp/Membership.js';
import { computedTxId } from './computedTxId.js';
import { decoded } from './decoded.js';
import type { EnvelopeParts } from './EnvelopeParts.js';
import { InvalidTransaction } from './InvalidTransaction.js';

const Code = peer.TxValidationCode;
const { CONFIG, CONFIG_UPDATE, ENDORSER_TRANSACTION } = common.HeaderType;
const HEADER_TYPES: ReadonlySet<number> = new Set([CONFIG, CONFIG_UPDATE, ENDORSER_TRANSACTION]);

/** An endorser transaction that is well formed and signed by its creator. Nothing is said yet of its endorsements. */
export interface SignedTransaction {
  readonly txId: string;
  /** `peer.ChaincodeHeaderExtension` bytes */
  readonly headerExtension: Uint8Array;
  readonly endorsed: peer.ChaincodeEndorsedAction;
  readonly response: peer.ProposalResponsePayload;
}

interface Headers {
  readonly payload: common.Payload;
  readonly header: common.Header;
  readonly channelHeader: common.ChannelHeader;
  readonly signatureHeader: common.SignatureHeader;
}

/**
 * Checks form and creator of an envelope in a block, as Fabric's core/common/validation/msgvalidation.go. The clock is not
 * asked. A configuration is refused: the channel's never changes.
 *
 * @throws InvalidTransaction
 */
export function checkEnvelope(parts: EnvelopeParts, bundle: ChannelBundle): SignedTransaction {
  const { envelope, payload } = parts;
  if (envelope === undefined)
    throw new InvalidTransaction(Code.INVALID_OTHER_REASON, 'error unmarshalling Envelope');
  if (payload === undefined) throw new InvalidTransaction(Code.BAD_PAYLOAD, 'error unmarshalling Payload');
  const headers = checkHeaders(payload, parts);
  checkCreator(envelope, headers, bundle);
  const type: number = headers.channelHeader.getType();
  if (type === CONFIG) {
    throw new InvalidTransaction(
      Code.INVALID_CONFIG_TRANSACTION,
      'the embedded network takes no configuration updates',
    );
  }
  if (type !== ENDORSER_TRANSACTION) {
    throw new InvalidTransaction(Code.UNSUPPORTED_TX_PAYLOAD, `header type ${type} is not supported`);
  }
  const txId = headers.channelHeader.getTxId();
  const expected = computedTxId(headers.signatureHeader);
  if (txId !== expected) {
    throw new InvalidTransaction(
      Code.BAD_PROPOSAL_TXID,
      `invalid txid. got [${txId}], expected [${expected}]`,
    );
  }
  return {
    txId,
    headerExtension: headers.channelHeader.getExtension_asU8(),
    ...actionOf(headers),
  };
}

function checkHeaders(payload: common.Payload, parts: EnvelopeParts): Headers {
  const header = payload.getHeader();
  const { channelHeader, signatureHeader } = parts;
  if (header === undefined) throw badHeader('nil header');
  if (channelHeader === undefined) throw badHeader('error unmarshalling ChannelHeader');
  if (signatureHeader === undefined) throw badHeader('error unmarshalling SignatureHeader');
  const type: number = channelHeader.getType();
  if (!HEADER_TYPES.has(type)) throw badHeader(`invalid header type ${type}`);
  const epoch = channelHeader.getEpoch();
  if (epoch !== 0) throw badHeader(`invalid Epoch in ChannelHeader. Expected 0, got [${epoch}]`);
  const fault = signatureHeaderFault(signatureHeader);
  if (fault !== undefined) throw badHeader(fault);
  return { payload, header, channelHeader, signatureHeader };
}

function badHeader(text: string): InvalidTransaction {
  return new InvalidTransaction(Code.BAD_COMMON_HEADER, text);
}

function signatureHeaderFault(header: common.SignatureHeader): string | undefined {
  if (header.getNonce_asU8().length === 0) return 'invalid nonce specified in the header';
  if (header.getCreator_asU8().length === 0) return 'invalid creator specified in the header';
  return undefined;
}

function checkCreator(envelope: common.Envelope, headers: Headers, bundle: ChannelBundle): void {
  const refuse = (text: string, cause?: unknown): never => {
    throw new InvalidTransaction(Code.BAD_CREATOR_SIGNATURE, text, { cause });
  };
  // To Fabric another channel is one whose MSPs it does not know.
  const channel = headers.channelHeader.getChannelId();
  if (channel !== bundle.channel) refuse(`could not get msp for channel [${channel}]`);
  const signature = envelope.getSignature_asU8();
  const message = envelope.getPayload_asU8();
  if (!isSignedBy(headers.signatureHeader.getCreator_asU8(), message, signature, bundle.membership, refuse)) {
    refuse("creator's signature over the proposal is not valid: The signature is invalid");
  }
}

function isSignedBy(
  creator: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  membership: Membership,
  refuse: (text: string, cause: unknown) => never,
): boolean {
  try {
    const identity = membership.deserialize(creator);
    membership.validate(identity, 'ignored');
    return identity.verify(message, signature);
  } catch (error) {
    if (error instanceof IdentityError)
      return refuse(`creator certificate is not valid: ${error.message}`, error);
    throw error;
  }
}

function actionOf({ payload, header }: Headers): Pick<SignedTransaction, 'endorsed' | 'response'> {
  const transaction = required('Transaction', decoded(peer.Transaction, payload.getData_asU8()));
  const actions = transaction.getActionsList();
  const [action] = actions;
  if (action === undefined || actions.length > 1) {
    throw malformed(`only one action per transaction is supported, tx contains ${actions.length}`);
  }
  const signatureHeader = required(
    'SignatureHeader',
    decoded(common.SignatureHeader, action.getHeader_asU8()),
  );
  const fault = signatureHeaderFault(signatureHeader);
  if (fault !== undefined) throw malformed(fault);
  const actionPayload = required(
    'ChaincodeActionPayload',
    decoded(peer.ChaincodeActionPayload, action.getPayload_asU8()),
  );
  // A peer of Fabric would stop at an absent action; here it is as malformed as any other.
  const endorsed = required('ChaincodeEndorsedAction', actionPayload.getAction());
  const response = required(
    'ProposalResponsePayload',
    decoded(peer.ProposalResponsePayload, endorsed.getProposalResponsePayload_asU8()),
  );
  const hashed = [
    header.getChannelHeader_asU8(),
    action.getHeader_asU8(),
    actionPayload.getChaincodeProposalPayload_asU8(),
  ];
  if (hashed.some((part) => part.length === 0)) throw malformed('nil arguments');
  if (!hashOf(hashed).equals(response.getProposalHash_asU8()))
    throw malformed('proposal hash does not match');
  return { endorsed, response };
}

function hashOf(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function required<T>(name: string, message: T | undefined): T {
  if (message === undefined) throw malformed(`error unmarshalling ${name}`);
  return message;
}

function malformed(text: string): InvalidTransaction {
  return new InvalidTransaction(Code.INVALID_ENDORSER_TRANSACTION, text);
}
