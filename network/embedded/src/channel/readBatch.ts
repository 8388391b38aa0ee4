import { orderer, type common } from '@hyperledger/fabric-protos';
import { ChannelConfigError } from './ChannelConfigError.js';
import type { BatchSettings } from './ChannelBundle.js';
import { configKeys } from './configKeys.js';
import { parseDuration } from './parseDuration.js';
import { readConfigValue } from './readConfigValue.js';

/**
 * How blocks are cut (Fabric: common/channelconfig/orderer.go).
 *
 * @param group the orderer group
 * @throws ChannelConfigError with Fabric's text
 */
export function readBatch(group: common.ConfigGroup): BatchSettings {
  const size = readConfigValue(group, configKeys.batchSize, orderer.BatchSize);
  const batch = {
    timeoutMs: readTimeout(group),
    maxMessages: size.getMaxMessageCount(),
    absoluteMaxBytes: size.getAbsoluteMaxBytes(),
    preferredMaxBytes: size.getPreferredMaxBytes(),
  };
  requireSize('max message count', batch.maxMessages);
  requireSize('absolute max bytes', batch.absoluteMaxBytes);
  requireSize('preferred max bytes', batch.preferredMaxBytes);
  if (batch.preferredMaxBytes > batch.absoluteMaxBytes) {
    throw new ChannelConfigError(
      `Attempted to set the batch size preferred max bytes (${batch.preferredMaxBytes}) greater than the absolute max bytes (${batch.absoluteMaxBytes}).`,
    );
  }
  return batch;
}

function requireSize(what: string, size: number): void {
  if (size === 0) {
    throw new ChannelConfigError(`Attempted to set the batch size ${what} to an invalid value: 0`);
  }
}

function readTimeout(group: common.ConfigGroup): number {
  const text = readConfigValue(group, configKeys.batchTimeout, orderer.BatchTimeout).getTimeout();
  const timeoutMs = parseDuration(text);
  if (timeoutMs === undefined) {
    throw new ChannelConfigError(
      `Attempted to set the batch timeout to a invalid value: time: invalid duration "${text}"`,
    );
  }
  if (timeoutMs === 0) {
    throw new ChannelConfigError(`Attempted to set the batch timeout to a non-positive value: ${text}`);
  }
  return timeoutMs;
}
