import { loadOrganisation } from '../identities/loadOrganisation.js';
import { loadAuthorities } from '../identities/loadAuthorities.js';
import { makeOrganisation } from '../identities/makeOrganisation.js';
import type { Organisation } from '../identities/Organisation.js';
import type { OrganisationSpec } from '../identities/OrganisationSpec.js';
import type { EmbeddedSettings, OrganisationSettings } from '../settings/embeddedSettings.js';

/** Whose orderer it is that makes blocks. */
const ordererMspId = 'OrdererMSP';
const ordererDomain = 'orderer.embedded';

/** An organisation's authorities: PEM of their certificates. */
export interface Authorities {
  readonly mspId: string;
  readonly caCertificate: string;
  readonly tlsCaCertificate: string;
}

/** All identities of a network. */
export interface Identities {
  readonly orderer: Organisation;
  /** By MSP id, in the settings' order. */
  readonly organisations: ReadonlyMap<string, Organisation>;
  /** Those without a peer. */
  readonly peerless: readonly Authorities[];
}

/**
 * Makes the identities that are missing, and reads all of them.
 *
 * @param directory of `peerOrganizations` and `ordererOrganizations`
 * @throws IdentityError; a system error when files cannot be read or written
 */
export function loadIdentities(directory: string, settings: EmbeddedSettings): Identities {
  const load = (spec: OrganisationSpec, mspId: string): Organisation => {
    makeOrganisation(directory, spec);
    return loadOrganisation(directory, spec, mspId);
  };
  const ordererSpec = {
    kind: 'orderer',
    domain: ordererDomain,
    node: 'orderer',
    hosts: [],
    users: 0,
  } as const;
  return {
    orderer: load(ordererSpec, ordererMspId),
    organisations: new Map(
      settings.organisations.map((organisation) => [
        organisation.mspId,
        load(specOf(organisation), organisation.mspId),
      ]),
    ),
    peerless: settings.peerless.map(({ mspId, domain }) => ({
      mspId,
      ...loadAuthorities(directory, domain),
    })),
  };
}

function specOf({ domain, peerHostname, host, users }: OrganisationSettings): OrganisationSpec {
  return { kind: 'peer', domain, node: peerHostname, hosts: [host], users };
}
