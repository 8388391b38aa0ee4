import type { common } from '@hyperledger/fabric-protos';
import { readMessage } from './readMessage.js';

/** A value of a group; one that is absent is an empty message, as for Fabric. @throws ChannelConfigError */
export function readConfigValue<Message>(
  group: common.ConfigGroup,
  key: string,
  type: { deserializeBinary(bytes: Uint8Array): Message },
): Message {
  const bytes = group.getValuesMap().get(key)?.getValue_asU8() ?? new Uint8Array();
  return readMessage(type, bytes, `configuration value ${key}`);
}
