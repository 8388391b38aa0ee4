import type { KeyObject } from 'node:crypto';
import { TRADERS_MSP, type NetworkDescription } from '@acequia/protocol';
import { clientIdentity, connectWith, type FabricClient, type Patience } from '@acequia/protocol/fabric';
import { organisationOf } from './organisationOf.js';

/** What a pseudonym signs with. */
export interface TraderIdentity {
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
  readonly journalDir: string;
  /** How long failures are asked again; as programs do when absent. */
  readonly patience?: Partial<Patience>;
}

/** Connects a pseudonym through the community's peer: a home that each transaction draws endorses with the community. */
export async function connectTrader(
  network: NetworkDescription,
  { key, certificate, journalDir, patience = {} }: TraderIdentity,
): Promise<FabricClient> {
  const { channel, chaincode } = network;
  const { peer, mspId: community } = organisationOf(network, 'CommunityMSP');
  const homes = network.organisations.filter(({ kind }) => kind === 'home').map(({ mspId }) => mspId);
  return connectWith(
    { ...peer, channel, chaincode },
    clientIdentity(TRADERS_MSP, Buffer.from(certificate), key),
    { journalDir, patience, endorsers: { community, homes } },
  );
}
