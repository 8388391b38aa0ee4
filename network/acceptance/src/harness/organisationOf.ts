import type { NetworkDescription, Organisation } from '@acequia/protocol';

/** An organisation of the network. @throws Error when it has none of that MSP id. */
export function organisationOf(network: NetworkDescription, mspId: string): Organisation {
  const found = network.organisations.find((organisation) => organisation.mspId === mspId);
  if (found === undefined) throw new Error(`the network has no organisation ${mspId}`);
  return found;
}
