import { msp } from '@hyperledger/fabric-protos';
import type { common } from '@hyperledger/fabric-protos';

/** MSP ids of the channel's application organisations, as its configuration has them. */
export function applicationMspIds(config: common.Config): readonly string[] {
  const organisations = config.getChannelGroup()?.getGroupsMap().get('Application')?.getGroupsMap();
  const mspIds: string[] = [];
  organisations?.forEach((group) => {
    const value = group.getValuesMap().get('MSP');
    if (value !== undefined) mspIds.push(mspIdOf(value));
  });
  return mspIds;
}

function mspIdOf(value: common.ConfigValue): string {
  const config = msp.MSPConfig.deserializeBinary(value.getValue_asU8());
  return msp.FabricMSPConfig.deserializeBinary(config.getConfig_asU8()).getName();
}
