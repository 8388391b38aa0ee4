import { MAX_HOLDINGS, slotsOverlap, type QuotaResource } from '@acequia/protocol';

/** Of a community file: what there are quotas of, what of that homes name, and how many homes there are. */
export interface QuotaNames {
  readonly contracted: readonly QuotaResource[];
  readonly named: readonly QuotaResource[];
  readonly homes: number;
}

/** What is wrong with contracts of power, in words that go on from their place in the file. */
export function powerFaults({ contracted, named, homes }: QuotaNames): string[] {
  const unknown = named.find((resource) => !contracted.includes(resource));
  return [
    ...(slotsOverlap(contracted) ? ['has two contracts for the same hour'] : []),
    ...(unknown === undefined ? [] : [`has no contract of ${unknown}, of which a home has a quota`]),
    ...(contracted.length * homes > MAX_HOLDINGS
      ? ['has more slots than can be opened for so many homes']
      : []),
  ];
}
