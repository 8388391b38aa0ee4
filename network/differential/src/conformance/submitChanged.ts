import { common, gateway, peer } from '@hyperledger/fabric-protos';
import { attempt } from '../harness/attempt.js';
import type { CaseNetwork } from './CaseNetwork.js';
import { changeTransaction, type TransactionChanges } from './changeTransaction.js';
import { nextBlock } from './nextBlock.js';
import { rawCall } from './rawCall.js';

export interface EnvelopeChanges extends TransactionChanges {
  readonly channelHeader?: (header: common.ChannelHeader) => unknown;
  readonly signatureHeader?: (header: common.SignatureHeader) => unknown;
  /** In place of the transaction. */
  readonly data?: () => Uint8Array;
  /** In place of the client's signature. */
  readonly signature?: () => Uint8Array;
}

/**
 * Endorses a transaction, changes it, signs it anew and submits it.
 *
 * @returns the refusal, or the code that the next block gives it
 */
export async function submitChanged(on: CaseNetwork, changes: EnvelopeChanges): Promise<unknown> {
  const client = on.client();
  const endorsed = await client.endorse(
    await client.propose({
      caller: { mspId: 'CommunityMSP', user: 'user1' },
      calls: [['putState', 'v-changed', 'v']],
      endorsers: ['CommunityMSP', 'SH1MSP'],
    }),
  );
  on.name(endorsed.getTransactionId(), 'changed');
  const envelope = gateway.PreparedTransaction.deserializeBinary(endorsed.getBytes()).getEnvelope();
  if (envelope === undefined) throw new Error('the Gateway gave no envelope');
  const payload = changePayload(common.Payload.deserializeBinary(envelope.getPayload_asU8()), changes);
  envelope.setPayload(payload);
  envelope.setSignature(changes.signature?.() ?? (await client.sign(payload)));
  const request = new gateway.SubmitRequest();
  request.setTransactionId(endorsed.getTransactionId());
  request.setChannelId(on.channel);
  request.setPreparedTransaction(envelope);
  return await attempt(async () => {
    const block = await nextBlock(on);
    await rawCall(client, '/gateway.Gateway/Submit', request.serializeBinary());
    return await block.codes();
  });
}

function changePayload(payload: common.Payload, changes: EnvelopeChanges): Uint8Array {
  const header = payload.getHeader();
  if (header === undefined) throw new Error('the Gateway gave no header');
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  changes.channelHeader?.(channelHeader);
  header.setChannelHeader(channelHeader.serializeBinary());
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  changes.signatureHeader?.(signatureHeader);
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  payload.setData(changes.data?.() ?? changeTransaction(transaction, changes).serializeBinary());
  return payload.serializeBinary();
}
