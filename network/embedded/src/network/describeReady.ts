import type { EmbeddedSettings } from '../settings/embeddedSettings.js';
import type { Identities } from './loadIdentities.js';
import type { UserFiles } from '../identities/Organisation.js';

/** What a client of one organisation needs to connect. Files are absolute paths of PEM. */
export interface ReadyOrganisation {
  readonly mspId: string;
  /** `host:port` of its peer. */
  readonly endpoint: string;
  /** Name in the peer's TLS certificate, for clients that connect by another one. */
  readonly tlsHostname: string;
  readonly tlsCaFile: string;
  /** The admin first. */
  readonly users: readonly UserFiles[];
}

/** What a network says of itself when everything listens: the line on standard output. */
export interface ReadyDescription {
  readonly ready: true;
  readonly channel: string;
  /** Blocks on the ledger. */
  readonly height: number;
  readonly chaincodes: readonly string[];
  readonly organisations: readonly ReadyOrganisation[];
}

export function describeReady(
  settings: EmbeddedSettings,
  identities: Identities,
  height: number,
): ReadyDescription {
  return {
    ready: true,
    channel: settings.channel,
    height,
    chaincodes: settings.chaincodes.map(({ name }) => name),
    organisations: settings.organisations.flatMap(({ mspId, host, port }) => {
      const organisation = identities.organisations.get(mspId);
      if (organisation === undefined) return [];
      const { node, admin, users } = organisation;
      return [
        {
          mspId,
          endpoint: `${host}:${port}`,
          tlsHostname: node.name,
          tlsCaFile: node.tlsCaFile,
          users: [admin, ...users],
        },
      ];
    }),
  };
}
