import type { KeyObject } from 'node:crypto';
import { TRADERS_MSP, type NetworkDescription } from '@acequia/protocol';
import { clientIdentity, connectWith, type FabricClient } from '@acequia/protocol/fabric';
import { organisationOf } from './organisationOf.js';

/** What a pseudonym signs with. */
export interface TraderIdentity {
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
  readonly journalDir: string;
  /** How long a refusal that may come from an endorser's lag is asked again, ms; 500 when absent. */
  readonly lagMs?: number;
}

/** Connects a pseudonym through the community's peer: a home that each transaction draws endorses with the community. */
export async function connectTrader(
  network: NetworkDescription,
  { key, certificate, journalDir, lagMs = 500 }: TraderIdentity,
): Promise<FabricClient> {
  const { channel, chaincode } = network;
  const { peer, mspId: community } = organisationOf(network, 'CommunityMSP');
  const homes = network.organisations.filter(({ kind }) => kind === 'home').map(({ mspId }) => mspId);
  return connectWith(
    { ...peer, channel, chaincode },
    clientIdentity(TRADERS_MSP, Buffer.from(certificate), key),
    { journalDir, patience: { lag: lagMs, outage: 2_000 }, endorsers: { community, homes } },
  );
}
