import { common, type ledger } from '@hyperledger/fabric-protos';
import { CodedError } from '../errors.js';
import { requestIdSchema } from '../schemas/primitives.js';
import { decodeActionPayload } from './decodeActionPayload.js';
import { decodeCreator } from './decodeCreator.js';
import { decodeEndorsement, type Endorsement } from './decodeEndorsement.js';
import type { Invocation } from './decodeInvocation.js';
import type { LedgerTransaction } from './LedgerBlock.js';

/** A transaction as it lies in a block. */
export interface RawBlockTransaction {
  readonly index: number;
  readonly envelope: Uint8Array;
  /** Name of the peer's validation code. */
  readonly validationCode: string;
  readonly privateSet: ledger.rwset.TxPvtReadWriteSet | undefined;
}

const NOTHING = { endorsers: [], writes: [], collections: [] } as const;

/**
 * Decodes one transaction of a block.
 *
 * @throws CodedError BLOCK_UNREADABLE when a valid transaction cannot be read.
 */
export function decodeTransaction(raw: RawBlockTransaction): LedgerTransaction {
  const { index, validationCode } = raw;
  try {
    return decode(raw);
  } catch (cause) {
    if (validationCode === 'VALID') {
      throw new CodedError('BLOCK_UNREADABLE', `transaction ${String(index)} of the block`, { cause });
    }
    return { index, id: '', type: 'unreadable', channelTime: 0, validationCode, ...NOTHING };
  }
}

function decode(raw: RawBlockTransaction): LedgerTransaction {
  const envelope = common.Envelope.deserializeBinary(raw.envelope);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const header = payload.getHeader();
  const channelHeader = common.ChannelHeader.deserializeBinary(bytesOf(header?.getChannelHeader_asU8()));
  const signatureHeader = common.SignatureHeader.deserializeBinary(
    bytesOf(header?.getSignatureHeader_asU8()),
  );
  const creator = decodeCreator(signatureHeader.getCreator_asU8());
  const type = typeOf(channelHeader.getType());
  return {
    index: raw.index,
    id: channelHeader.getTxId(),
    type,
    channelTime: timestampMs(channelHeader),
    validationCode: raw.validationCode,
    ...(creator === undefined ? {} : { creator }),
    ...(type === 'endorser' ? endorserFields(payload, raw) : NOTHING),
  };
}

type EndorserFields = Pick<
  LedgerTransaction,
  'chaincode' | 'function' | 'requestId' | 'request' | 'endorsers' | 'writes' | 'collections' | 'event'
>;

function endorserFields(payload: common.Payload, raw: RawBlockTransaction): EndorserFields {
  const action = decodeActionPayload(payload);
  if (action === undefined) return NOTHING;
  const endorsement = decodeEndorsement(action, raw.privateSet);
  const call = { ...callFields(endorsement.invocation), endorsers: endorsement.endorsers };
  return raw.validationCode === 'VALID' ? { ...call, ...effects(endorsement) } : { ...NOTHING, ...call };
}

function effects(
  endorsement: Endorsement,
): Pick<EndorserFields, 'request' | 'writes' | 'collections' | 'event'> {
  const { invocation, writes, collections, event } = endorsement;
  const request = invocation?.arguments[0];
  return {
    ...(request === undefined ? {} : { request }),
    writes,
    collections,
    ...(event === undefined ? {} : { event }),
  };
}

function callFields(
  invocation: Invocation | undefined,
): Pick<EndorserFields, 'chaincode' | 'function' | 'requestId'> {
  if (invocation === undefined) return {};
  const requestId = requestIdOf(invocation.arguments[0]);
  return {
    chaincode: invocation.chaincode,
    function: invocation.function,
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Our requests are JSON with a requestId; other chaincode's arguments may be anything. */
function requestIdOf(argument: Uint8Array | undefined): string | undefined {
  let request: unknown;
  try {
    request = JSON.parse(Buffer.from(bytesOf(argument)).toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof request !== 'object' || request === null || !('requestId' in request)) return undefined;
  return requestIdSchema.safeParse(request.requestId).data;
}

function typeOf(headerType: number): 'endorser' | 'config' | 'other' {
  const types: Readonly<Record<number, 'endorser' | 'config'>> = {
    [common.HeaderType.ENDORSER_TRANSACTION]: 'endorser',
    [common.HeaderType.CONFIG]: 'config',
  };
  return types[headerType] ?? 'other';
}

function bytesOf(bytes: Uint8Array | undefined): Uint8Array {
  return bytes ?? new Uint8Array();
}

function timestampMs(channelHeader: common.ChannelHeader): number {
  // google-protobuf comes without types.
  const timestamp = channelHeader.getTimestamp() as { toDate(): Date } | undefined;
  const time = timestamp?.toDate().getTime() ?? 0;
  // Any writer of the channel can have an invalid transaction with any timestamp put into a block; what no date can hold
  // must not keep whoever follows the blocks from going on.
  return Number.isNaN(time) ? 0 : time;
}
