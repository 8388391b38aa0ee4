import { common } from '@hyperledger/fabric-protos';
import { ChannelConfigError } from './ChannelConfigError.js';
import { readMessage } from './readMessage.js';

/**
 * The configuration in a config block, and the channel that it names.
 *
 * @throws ChannelConfigError when the block is no config block
 */
export function readConfigBlock(block: common.Block): {
  readonly channel: string;
  readonly config: common.Config;
} {
  const [bytes] = block.getData()?.getDataList_asU8() ?? [];
  if (bytes === undefined) {
    throw new ChannelConfigError('malformed configuration block: envelope index out of bounds');
  }
  const envelope = readMessage(common.Envelope, bytes, 'Envelope');
  const payload = readMessage(common.Payload, envelope.getPayload_asU8(), 'Payload');
  const headerBytes = payload.getHeader()?.getChannelHeader_asU8();
  if (headerBytes === undefined) {
    throw new ChannelConfigError('envelope header cannot be nil');
  }
  const header = readMessage(common.ChannelHeader, headerBytes, 'ChannelHeader');
  if (header.getType() !== common.HeaderType.CONFIG) {
    throw new ChannelConfigError(
      `malformed configuration envelope: invalid type ${header.getType()}, expected CONFIG`,
    );
  }
  const config = readMessage(common.ConfigEnvelope, payload.getData_asU8(), 'ConfigEnvelope').getConfig();
  if (config === undefined) {
    throw new ChannelConfigError('no config found in envelope');
  }
  return { channel: header.getChannelId(), config };
}
