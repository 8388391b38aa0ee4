import { MAX_HOLDINGS, slotsOverlap, type QuotaResource } from '@acequia/protocol';

/** Of a community file: what there are quotas of, and what of that each home names. */
export interface QuotaNames {
  readonly contracted: readonly QuotaResource[];
  readonly named: readonly (readonly QuotaResource[])[];
}

/** What is wrong with contracts of power, in words that go on from their place in the file. */
export function powerFaults({ contracted, named }: QuotaNames): string[] {
  const unknown = named.flat().find((resource) => !contracted.includes(resource));
  const [repeated] = named.flatMap((own) => own.filter((resource, place) => own.indexOf(resource) !== place));
  return [
    ...(slotsOverlap(contracted) ? ['has two contracts for the same hour'] : []),
    ...(unknown === undefined ? [] : [`has no contract of ${unknown}, of which a home has a quota`]),
    ...(repeated === undefined ? [] : [`has a home with two quotas of ${repeated}`]),
    ...(contracted.length * named.length > MAX_HOLDINGS
      ? ['has more slots than can be opened for so many homes']
      : []),
  ];
}
