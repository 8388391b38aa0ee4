import type { common } from '@hyperledger/fabric-protos';
import { configKeys } from './configKeys.js';
import { readOrganisation } from './readOrganisation.js';
import { requireGroup } from './requireGroup.js';

/**
 * MSP ids of the application organisations that run peers: our channels name an anchor peer of each of them, and of no other.
 *
 * @throws ChannelConfigError
 */
export function organisationsWithPeers(config: common.Config): ReadonlySet<string> {
  const groups = [...requireGroup(config, configKeys.application).getGroupsMap().entries()];
  return new Set(
    groups
      .filter(([, group]) => group.getValuesMap().has(configKeys.anchorPeers))
      .map(([, group]) => readOrganisation(group).getName()),
  );
}
