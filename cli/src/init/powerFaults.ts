import { MAX_HOLDINGS, slotsOverlap } from '@acequia/protocol';
import type { CommunityFile } from './communityFileSchema.js';
import { quotasOf } from './quotasOf.js';

/** What is wrong with a community file's contracts of power, in words that go on from their place in the file. */
export function powerFaults(file: Pick<CommunityFile, 'contract' | 'homes'>): string[] {
  const { power = [] } = file.contract;
  const resources = power.map(({ resource }) => resource);
  const named = file.homes.flatMap(({ quota }) => (quota.power ?? []).map(({ resource }) => resource));
  const unknown = named.find((resource) => !resources.includes(resource));
  const repeated = file.homes.flatMap(({ quota }) => {
    const own = (quota.power ?? []).map(({ resource }) => resource);
    return own.filter((resource, place) => own.indexOf(resource) !== place);
  })[0];
  return [
    ...(slotsOverlap(resources) ? ['has two contracts for the same hour'] : []),
    ...(unknown === undefined ? [] : [`has no contract of ${unknown}, of which a home has a quota`]),
    ...(repeated === undefined ? [] : [`has a home with two quotas of ${repeated}`]),
    ...(quotasOf(file).length * file.homes.length > MAX_HOLDINGS
      ? ['has more slots than can be opened for so many homes']
      : []),
  ];
}
