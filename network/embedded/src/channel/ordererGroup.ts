import { common, orderer as ordering } from '@hyperledger/fabric-protos';
import { ConfigGroupBuilder } from './ConfigGroupBuilder.js';
import { configKeys } from './configKeys.js';
import { formatDuration } from './formatDuration.js';
import type { GenesisOptions } from './GenesisOptions.js';

/**
 * Fabric's name for one orderer without consensus, which this is. Its tools read it; its orderers of version 2 and later
 * start no such channel, and must not: a block here has one signature and no quorum behind it.
 */
const consensusType = 'solo';

/** The group of the orderer's organisation, with the rules for cutting and signing blocks. */
export function ordererGroup({ settings, orderer }: GenesisOptions): common.ConfigGroup {
  return new ConfigGroupBuilder()
    .policies({
      Readers: 'ANY Readers',
      Writers: 'ANY Writers',
      Admins: 'MAJORITY Admins',
      BlockValidation: 'ANY Writers',
    })
    .value(configKeys.consensusType, consensusOf())
    .value(configKeys.batchSize, batchSizeOf(settings.batch))
    .value(configKeys.batchTimeout, batchTimeoutOf(settings.batch))
    .value(configKeys.channelRestrictions, new ordering.ChannelRestrictions())
    .capabilities('V2_0')
    .group(orderer.mspId, organisationOf(orderer))
    .build();
}

function organisationOf({ mspId, mspConfig, endpoint }: GenesisOptions['orderer']): common.ConfigGroup {
  const endpoints = new common.OrdererAddresses();
  endpoints.setAddressesList([endpoint]);
  return new ConfigGroupBuilder()
    .policies({
      Readers: `OR('${mspId}.member')`,
      Writers: `OR('${mspId}.member')`,
      Admins: `OR('${mspId}.admin')`,
    })
    .value(configKeys.msp, mspConfig)
    .value(configKeys.endpoints, endpoints)
    .build();
}

function consensusOf(): ordering.ConsensusType {
  const consensus = new ordering.ConsensusType();
  consensus.setType(consensusType);
  return consensus;
}

function batchSizeOf(batch: GenesisOptions['settings']['batch']): ordering.BatchSize {
  const size = new ordering.BatchSize();
  size.setMaxMessageCount(batch.maxMessages);
  size.setAbsoluteMaxBytes(batch.absoluteMaxBytes);
  size.setPreferredMaxBytes(batch.preferredMaxBytes);
  return size;
}

function batchTimeoutOf(batch: GenesisOptions['settings']['batch']): ordering.BatchTimeout {
  const timeout = new ordering.BatchTimeout();
  timeout.setTimeout(formatDuration(batch.timeoutMs));
  return timeout;
}
