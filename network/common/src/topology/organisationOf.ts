import { NetworkError } from '../NetworkError.js';
import type { NetworkPlan, OrganisationPlan } from './NetworkPlan.js';

/** @throws NetworkError `UNKNOWN_ORGANISATION` */
export function organisationOf(plan: NetworkPlan, mspId: string): OrganisationPlan {
  const organisation = plan.organisations.find((candidate) => candidate.mspId === mspId);
  if (organisation === undefined) {
    throw new NetworkError('UNKNOWN_ORGANISATION', `${mspId} is not in network ${plan.name}`);
  }
  return organisation;
}
