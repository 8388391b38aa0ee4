import { peer } from '@hyperledger/fabric-protos';

type MessageType = peer.ChaincodeMessage.TypeMap[keyof peer.ChaincodeMessage.TypeMap];

export interface MessageFields {
  readonly type: MessageType;
  readonly payload?: Uint8Array;
  readonly txId?: string;
  readonly channel?: string;
  readonly proposal?: peer.SignedProposal;
}

/** A `protos.ChaincodeMessage` of the peer, in bytes. */
export function encodeMessage({ type, payload, txId, channel, proposal }: MessageFields): Uint8Array {
  const message = new peer.ChaincodeMessage();
  message.setType(type);
  if (payload !== undefined) message.setPayload(payload);
  if (txId !== undefined) message.setTxid(txId);
  if (channel !== undefined) message.setChannelId(channel);
  if (proposal !== undefined) message.setProposal(proposal);
  return message.serializeBinary();
}
