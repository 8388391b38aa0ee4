import { common, gateway } from '@hyperledger/fabric-protos';
import { attempt } from '../harness/attempt.js';
import { validationCodeName } from '../harness/validationCodeName.js';
import { badProposals } from './badProposals.js';
import type { Cases } from './Case.js';
import type { CaseNetwork } from './CaseNetwork.js';
import { codeOnly } from './codeOnly.js';
import { creators } from './creators.js';
import { proposalOf, type ProposalChanges } from './proposalOf.js';
import { rawCall } from './rawCall.js';
import { submitChanged } from './submitChanged.js';

const noBytes = Buffer.alloc(0);
const garbage = Buffer.from('ffff', 'hex');
const methods = ['Evaluate', 'Endorse', 'Submit', 'CommitStatus'] as const;

const raw = (on: CaseNetwork, name: string, request: Uint8Array): Promise<unknown> =>
  attempt(async () => (await rawCall(on.client(), `/gateway.Gateway/${name}`, request)).length);

interface RequestChanges extends ProposalChanges {
  readonly requestChannel?: string;
  readonly requestId?: string;
  readonly organisations?: readonly string[];
}

async function evaluate(on: CaseNetwork, changes: RequestChanges = {}): Promise<unknown> {
  const { signed, transactionId } = await proposalOf(on, on.client(), changes);
  const request = new gateway.EvaluateRequest();
  request.setTransactionId(changes.requestId ?? transactionId);
  request.setChannelId(changes.requestChannel ?? on.channel);
  request.setProposedTransaction(signed);
  request.setTargetOrganizationsList([...(changes.organisations ?? [])]);
  return await attempt(async () => {
    const bytes = await rawCall(on.client(), '/gateway.Gateway/Evaluate', request.serializeBinary());
    const result = gateway.EvaluateResponse.deserializeBinary(bytes).getResult();
    return Buffer.from(result?.getPayload_asU8() ?? '').toString('utf8');
  });
}

async function endorse(on: CaseNetwork, changes: RequestChanges = {}): Promise<unknown> {
  const { signed, transactionId } = await proposalOf(on, on.client(), changes);
  const request = new gateway.EndorseRequest();
  request.setTransactionId(changes.requestId ?? transactionId);
  request.setChannelId(changes.requestChannel ?? on.channel);
  request.setProposedTransaction(signed);
  request.setEndorsingOrganizationsList([...(changes.organisations ?? [])]);
  return await attempt(async () => {
    const bytes = await rawCall(on.client(), '/gateway.Gateway/Endorse', request.serializeBinary());
    return gateway.EndorseResponse.deserializeBinary(bytes).hasPreparedTransaction();
  });
}

interface StatusChanges {
  readonly channel?: string;
  readonly identity?: Uint8Array;
  readonly signature?: Uint8Array;
}

async function commitStatus(on: CaseNetwork, changes: StatusChanges = {}): Promise<unknown> {
  const client = on.client();
  const submitted = await client
    .contract()
    .submitAsync('run', { arguments: ['[["putState","g-status","v"]]'] });
  on.name(submitted.getTransactionId(), 'submitted');
  const request = new gateway.CommitStatusRequest();
  request.setChannelId(changes.channel ?? on.channel);
  request.setTransactionId(submitted.getTransactionId());
  request.setIdentity(changes.identity ?? client.serialized);
  const bytes = request.serializeBinary();
  const signed = new gateway.SignedCommitStatusRequest();
  signed.setRequest(bytes);
  signed.setSignature(changes.signature ?? (await client.sign(bytes)));
  return await attempt(async () => {
    const answer = await rawCall(client, '/gateway.Gateway/CommitStatus', signed.serializeBinary());
    return validationCodeName(gateway.CommitStatusResponse.deserializeBinary(answer).getResult());
  });
}

/** `gateway.Gateway` */
export const gatewayCases: Cases = {
  ...Object.fromEntries(
    methods.flatMap((name) => [
      [`${name}: an empty request`, (on: CaseNetwork) => raw(on, name, noBytes)],
      [`${name}: bytes that are no message`, (on: CaseNetwork) => codeOnly(raw(on, name, garbage))],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(badProposals).flatMap(([what, changes]) => [
      [`Evaluate: ${what}`, (on: CaseNetwork) => evaluate(on, changes(on))],
      [`Endorse: ${what}`, (on: CaseNetwork) => endorse(on, changes(on))],
    ]),
  ),
  'Evaluate: a call': (on) => evaluate(on),
  'Evaluate: by a named organisation': (on) => evaluate(on, { organisations: ['SH2MSP'] }),
  'Evaluate: by an unknown organisation': (on) => evaluate(on, { organisations: ['NowhereMSP'] }),
  'Evaluate: another channel in the request': (on) => evaluate(on, { requestChannel: 'other' }),
  'Evaluate: another id in the request': (on) => evaluate(on, { requestId: 'other' }),
  'Endorse: a call': (on) => endorse(on),
  'Endorse: by named organisations': (on) => endorse(on, { organisations: ['CommunityMSP', 'SH2MSP'] }),
  'Endorse: by an unknown organisation': (on) => endorse(on, { organisations: ['NowhereMSP'] }),
  'Endorse: another channel in the request': (on) => endorse(on, { requestChannel: 'other' }),
  'Endorse: another id in the request': (on) => endorse(on, { requestId: 'other' }),
  'Endorse: a system chaincode': (on) =>
    endorse(on, { chaincode: 'qscc', args: ['GetChainInfo', on.channel] }),
  'Submit: a wrong signature': (on) => submitChanged(on, { signature: () => Buffer.from('none') }),
  'Submit: no signature': (on) => submitChanged(on, { signature: () => noBytes }),
  'Submit: an unknown channel in the envelope': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setChannelId('nosuchchannel');
      },
    }),
  'Submit: no channel in the envelope': (on) =>
    submitChanged(on, {
      channelHeader: (header) => {
        header.setChannelId('');
      },
    }),
  'Submit: a creator that is none': (on) =>
    submitChanged(on, {
      signatureHeader: (header) => {
        header.setCreator(garbage);
      },
    }),
  'Submit: a creator of an unknown organisation': (on) =>
    submitChanged(on, {
      signatureHeader: (header) => {
        header.setCreator(creators['an unknown organisation']?.(on) ?? noBytes);
      },
    }),
  'Submit: an unknown channel in the request': (on) => {
    const request = new gateway.SubmitRequest();
    const envelope = new common.Envelope();
    envelope.setPayload(garbage);
    envelope.setSignature(garbage);
    request.setChannelId('nosuchchannel');
    request.setPreparedTransaction(envelope);
    return raw(on, 'Submit', request.serializeBinary());
  },
  'Submit: an envelope that is none': (on) => {
    const request = new gateway.SubmitRequest();
    const envelope = new common.Envelope();
    envelope.setPayload(garbage);
    envelope.setSignature(garbage);
    request.setChannelId(on.channel);
    request.setPreparedTransaction(envelope);
    return raw(on, 'Submit', request.serializeBinary());
  },
  'Submit: more bytes than a message may have': (on) =>
    submitChanged(on, { data: () => Buffer.alloc(11 * 1024 * 1024) }),
  'CommitStatus: a transaction': (on) => commitStatus(on),
  'CommitStatus: a wrong signature': (on) => commitStatus(on, { signature: Buffer.from('none') }),
  'CommitStatus: an unknown channel': (on) => commitStatus(on, { channel: 'nosuchchannel' }),
  'CommitStatus: no channel': (on) => commitStatus(on, { channel: '' }),
  ...Object.fromEntries(
    Object.entries(creators).map(([what, creator]) => [
      `CommitStatus: an identity of ${what}`,
      (on: CaseNetwork) => commitStatus(on, { identity: creator(on) }),
    ]),
  ),
};
