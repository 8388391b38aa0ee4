import type { common } from '@hyperledger/fabric-protos';

/** An envelope of a block, decoded as far as it can be: what is `undefined` is absent or malformed. */
export interface EnvelopeParts {
  readonly envelope: common.Envelope | undefined;
  readonly payload: common.Payload | undefined;
  readonly channelHeader: common.ChannelHeader | undefined;
  readonly signatureHeader: common.SignatureHeader | undefined;
}
