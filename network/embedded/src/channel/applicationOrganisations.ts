import type { common } from '@hyperledger/fabric-protos';
import { configKeys } from './configKeys.js';
import { readOrganisation } from './readOrganisation.js';
import { requireGroup } from './requireGroup.js';

/**
 * The organisations of the application group: the name of the group of each, by MSP id.
 *
 * @throws ChannelConfigError
 */
export function applicationOrganisations(config: common.Config): ReadonlyMap<string, string> {
  const groups = [...requireGroup(config, configKeys.application).getGroupsMap().entries()];
  return new Map(groups.map(([name, group]) => [readOrganisation(group).getName(), name]));
}
